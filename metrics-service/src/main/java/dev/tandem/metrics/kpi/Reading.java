package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.rights.Scope;

/** One question put to one view of the engine's tables: it turns names into stored values and rights into filters. */
final class Reading {

    private static final int VALUED = 0;

    private final KpiQuery query;
    private final Facts facts;
    private final Scope scope;
    private final Map<Dimension, Set<String>> filters;

    Reading(KpiQuery query, Facts facts, Scope scope) {
        this.query = query;
        this.facts = facts;
        this.scope = scope;
        this.filters = filters();
    }

    private Map<Dimension, Set<String>> filters() {
        Map<Dimension, Set<String>> stored = new EnumMap<>(Dimension.class);
        query.filters().forEach((dimension, value) -> stored.put(dimension, stored(dimension, value)));
        if (scope instanceof Scope.OwnedBy owned) {
            Set<String> owners = owned.owners().stream().map(UUID::toString).collect(Collectors.toSet());
            stored.merge(Dimension.OWNER, owners, (asked, allowed) -> asked.stream().filter(allowed::contains)
                    .collect(Collectors.toSet()));
        }
        return stored;
    }

    private Set<String> stored(Dimension dimension, Optional<String> value) {
        if (value.isEmpty()) {
            return Set.of(dimension == Dimension.CURRENCY ? Cell.NO_CURRENCY : Cell.NOT_SET);
        }
        return dimension.isReference() ? facts.named(query.kpi().model(), dimension, value.get()) : Set.of(value.get());
    }

    /**
     * The question over the whole range, ended where facts are too young to count.
     *
     * @param currency what amounts are told in; other metrics have nothing to convert
     */
    CellQuestion question(String currency) {
        boolean buckets = query.stat() != Stat.MEAN || isPipeline();
        return new CellQuestion(query.kpi().key(), query.span().from(),
                query.countedTo(facts.progress().horizon(query.kpi().feeds(), query.asOf())),
                query.span().keepsMonthsWhole(), query.by(), filters, buckets,
                query.kpi().unit().isMoney() ? currency : null, query.asOf());
    }

    private boolean isPipeline() {
        return query.kpi().id().equals(KpiCatalogue.PIPELINE_VALUE);
    }

    /** Cells of the figure itself. */
    List<Cell> valued(List<Cell> cells) {
        return isPipeline() ? cells.stream().filter(cell -> cell.bucket() == VALUED).toList() : cells;
    }

    /** Deals that lack a day or an amount; nothing for every metric but the pipeline's. */
    Optional<Missing> missing(CellQuestion question, List<Cell> cells) {
        if (!isPipeline()) {
            return Optional.empty();
        }
        List<Cell> unvalued = new ArrayList<>(cells);
        unvalued.addAll(facts.cells(question.over(CellQuestion.UNDATED, CellQuestion.UNDATED.plusDays(1))));
        unvalued.removeIf(cell -> cell.bucket() == VALUED || !cell.isOriginal());
        return Optional.of(new Missing(unvalued));
    }

    /** The names of the groups' stored references, per dimension asked by. */
    Map<Dimension, Map<String, String>> names(List<Cell> cells) {
        Map<Dimension, Map<String, String>> names = new EnumMap<>(Dimension.class);
        for (int i = 0; i < query.by().size(); i++) {
            Dimension dimension = query.by().get(i);
            int at = i;
            if (dimension.isReference()) {
                Set<String> stored = cells.stream().map(cell -> cell.group().get(at)).collect(Collectors.toSet());
                names.put(dimension, facts.names(query.kpi().model(), dimension, stored));
            }
        }
        return names;
    }

    /** How far the reply may count time as passed. */
    @Nullable
    Instant completeThrough() {
        Instant through = facts.progress().completeThrough(query.kpi().feeds());
        return through != null && query.asOf() != null && query.asOf().isBefore(through) ? query.asOf() : through;
    }
}
