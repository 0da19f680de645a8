package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.period.Grain;
import dev.tandem.metrics.period.Period;

/** Folds cells into the items of a series: every period in order, or the groups with data of each period. */
final class SeriesBuilder {

    /** What the cells do not say by themselves. */
    record Context(ZoneId zone, String currency, @Nullable Instant completeThrough,
            Map<Dimension, Map<String, String>> names, Optional<Missing> missing) {
    }

    private record Place(Period period, List<String> group) {
    }

    private record Event(Place place, String position, String currency, String reporting) {
    }

    private record Deltas(BigInteger num, BigInteger den, BigInteger cnt) {

        Deltas plus(Deltas other) {
            return new Deltas(num.add(other.num), den.add(other.den), cnt.add(other.cnt));
        }

        boolean isNothing() {
            return num.signum() == 0 && den.signum() == 0 && cnt.signum() == 0;
        }
    }

    private final KpiQuery query;
    private final Context context;
    private final Map<Period, Map<List<String>, Tally>> tallies = new HashMap<>();
    private final Set<Place> changedLate = new HashSet<>();

    SeriesBuilder(KpiQuery query, Context context) {
        this.query = query;
        this.context = context;
    }

    List<SeriesItem> build(List<Cell> cells, List<LateChange> lateChanges) {
        cells.forEach(cell -> query.span().holding(cell.start()).ifPresent(
                period -> tallies.computeIfAbsent(period, any -> new HashMap<>())
                        .computeIfAbsent(cell.group(), any -> new Tally()).add(cell)));
        markLate(lateChanges);
        List<SeriesItem> items = new ArrayList<>();
        for (Period period : query.span().periods()) {
            groups(period).forEach(group -> items.add(item(new Place(period, group))));
        }
        return items;
    }

    /** An event counts by what it changed in the whole period: moving a fact by a day within it changes nothing. */
    private void markLate(List<LateChange> lateChanges) {
        Map<Event, Deltas> events = new HashMap<>();
        for (LateChange change : lateChanges) {
            query.span().holding(change.day())
                    .filter(period -> !change.knownAt().isBefore(PeriodState.settlesAt(period.to(), context.zone())))
                    .ifPresent(period -> events.merge(
                            new Event(new Place(period, change.group()), change.position(), change.currency(),
                                    change.reporting()),
                            new Deltas(change.num(), change.den(), change.cnt()), Deltas::plus));
        }
        events.forEach((event, deltas) -> {
            if (!deltas.isNothing()) {
                changedLate.add(event.place());
            }
        });
    }

    private List<List<String>> groups(Period period) {
        if (query.by().isEmpty()) {
            return List.of(List.of());
        }
        Set<List<String>> groups = new HashSet<>();
        tallies.getOrDefault(period, Map.of()).forEach((group, tally) -> {
            if (!tally.isEmpty()) {
                groups.add(group);
            }
        });
        if (isWhole()) {
            context.missing().ifPresent(missing -> groups.addAll(missing.groups()));
        }
        Comparator<List<String>> order = Comparator.comparing((List<String> group) -> label(group, 0), this::nullsLast);
        if (query.by().size() > 1) {
            order = order.thenComparing(group -> label(group, 1), this::nullsLast);
        }
        return groups.stream().sorted(order.thenComparing(List::toString)).toList();
    }

    private int nullsLast(Optional<String> left, Optional<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        return left.get().compareTo(right.get());
    }

    private SeriesItem item(Place place) {
        Tally tally = tallies.getOrDefault(place.period(), Map.of()).getOrDefault(place.group(), new Tally());
        Unit unit = query.kpi().unit();
        Optional<Ratio> figure = unit.isSum() || !tally.isEmpty() ? tally.figure(unit, query.stat(), context.currency())
                : Optional.empty();
        List<Unconvertible> unconvertible = tally.unconvertible(unit, context.currency());
        boolean mean = query.stat() == Stat.MEAN;
        return new SeriesItem(place.period().label(), labels(place.group()), ids(place.group()),
                figure.map(ratio -> Figures.value(unit, ratio, context.currency())).orElse(null),
                mean ? Figures.numerator(unit, tally.numerator(unit, context.currency()), context.currency()) : null,
                mean && !unit.isSum() ? tally.denominator(unit, context.currency()).toString() : null,
                PeriodState.of(place.period().to(), context.zone(), context.completeThrough(),
                        changedLate.contains(place)),
                band(figure), figure.isPresent() ? null : reason(tally, unconvertible),
                unit.isMoney() ? unconvertible.isEmpty() : null, unit.isMoney() ? unconvertible : null,
                context.missing().filter(any -> isWhole()).map(missing -> missing.undated(place.group())).orElse(null),
                context.missing().map(missing -> missing.unpriced(place.period(), place.group(), isWhole()))
                        .orElse(null));
    }

    /** Why there is no figure: no facts at all, none in a currency that can be told, or nothing to divide by. */
    private static String reason(Tally tally, List<Unconvertible> unconvertible) {
        if (!unconvertible.isEmpty()) {
            return "unconvertible";
        }
        return tally.isEmpty() ? "no_data" : "no_denominator";
    }

    /** Whether an item speaks of all that was asked for, and so of deals that belong to no period. */
    private boolean isWhole() {
        return query.span().grain() == Grain.TOTAL;
    }

    private Band.Place band(Optional<Ratio> figure) {
        Band band = query.kpi().band();
        return band == null || figure.isEmpty() ? Band.Place.NONE : band.place(figure.get(), context.currency());
    }

    private Map<String, @Nullable String> labels(List<String> group) {
        Map<String, @Nullable String> labels = new LinkedHashMap<>();
        for (int i = 0; i < group.size(); i++) {
            labels.put(query.by().get(i).text(), label(group, i).orElse(null));
        }
        return labels;
    }

    private Map<String, @Nullable String> ids(List<String> group) {
        Map<String, @Nullable String> ids = new LinkedHashMap<>();
        for (int i = 0; i < group.size(); i++) {
            Dimension dimension = query.by().get(i);
            if (dimension.isReference()) {
                ids.put(dimension.text(), group.get(i).equals(Cell.NOT_SET) ? null : group.get(i));
            }
        }
        return ids;
    }

    /** What readers call the value; a reference whose name is not known yet goes by its id. */
    private Optional<String> label(List<String> group, int at) {
        String stored = group.get(at);
        Dimension dimension = query.by().get(at);
        if (stored.equals(Cell.NOT_SET) || dimension == Dimension.CURRENCY && stored.equals(Cell.NO_CURRENCY)) {
            return Optional.empty();
        }
        return Optional.of(context.names().getOrDefault(dimension, Map.of()).getOrDefault(stored, stored));
    }
}
