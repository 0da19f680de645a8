package dev.tandem.metrics.kpi;

import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.rights.Access;
import dev.tandem.metrics.rights.Scope;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import dev.tandem.platform.time.CompanyCalendar;

/** Answers KPI questions: rights, then the question, then waiting where asked, then one consistent reading. */
@ApplicationScoped
class KpiService {

    /** A series and its entity tag; no series where the reader has it already. */
    record Answer(String tag, @Nullable KpiSeries series) {
    }

    /** The metric and how much of it the caller may see. */
    record Granted(KpiDefinition kpi, Access access) {
    }

    private final Facts.Store store;
    private final PositionWait positions;
    private final Caller caller;
    private final MonthDay fiscalYearStart;

    @Inject
    KpiService(Facts.Store store, PositionWait positions, Caller caller, CompanyCalendar calendar) {
        this.store = store;
        this.positions = positions;
        this.caller = caller;
        this.fiscalYearStart = calendar.fiscalYearStart();
    }

    Answer answer(String model, String id, KpiQueryParser.Raw raw, List<String> minPositions,
            @Nullable String ifNoneMatch) {
        Granted granted = granted(model, id);
        KpiQuery query = parse(granted, raw);
        positions.await(store, granted.kpi().feeds(), minPositions);
        return store.read(facts -> {
            facts.requireKept(query.asOf());
            Scope scope = scope(granted, facts);
            String tag = KpiTag.of(query.text(), facts.progress(), query.kpi().feeds(), query.asOf(), scope);
            return ETags.matches(ifNoneMatch, tag) ? new Answer(tag, null)
                    : new Answer(tag, series(query, facts, scope));
        });
    }

    ExplainView explain(String model, String id, KpiQueryParser.Raw raw, @Nullable String period,
            List<String> minPositions, @Nullable String cursor, int limit) {
        Granted granted = granted(model, id);
        KpiQuery series = parse(granted, raw);
        KpiQuery one = Explain.one(series, period, fiscalYearStart);
        ExplainCursor after = ExplainCursor.read(cursor);
        positions.await(store, granted.kpi().feeds(), minPositions);
        return store.read(facts -> {
            facts.requireKept(series.asOf());
            Scope scope = scope(granted, facts);
            String currency = currency(series.overAllGroups(), facts, scope);
            return new Explain(one, facts, new Reading(one, facts, scope), currency)
                    .view(RowRights.mayOpen(one.kpi().model(), caller.roles()), after, scope, limit);
        });
    }

    /** The sales organisation is read only for those whose rights depend on it. */
    private Scope scope(Granted granted, Facts facts) {
        return granted.access() == Access.ALL ? new Scope.Everything()
                : facts.salesForce().scope(granted.access(), caller.username());
    }

    private KpiQuery parse(Granted granted, KpiQueryParser.Raw raw) {
        return KpiQueryParser.parse(granted.kpi(), raw, fiscalYearStart, granted.access() != Access.ALL);
    }

    private KpiSeries series(KpiQuery query, Facts facts, Scope scope) {
        Reading reading = new Reading(query, facts, scope);
        Progress progress = facts.progress();
        CellQuestion question = reading.question(ReplyCurrency.expected(query, progress));
        List<Cell> cells = facts.cells(question);
        Optional<Missing> missing = reading.missing(question, cells);
        List<Cell> valued = reading.valued(cells);
        String currency = ReplyCurrency.choose(query, valued, progress);
        List<Cell> named = new ArrayList<>(valued);
        missing.ifPresent(deals -> named.addAll(deals.cells()));
        List<SeriesItem> items = new SeriesBuilder(query, new SeriesBuilder.Context(progress.zone(), currency,
                reading.completeThrough(), reading.names(named), missing))
                .build(valued, facts.lateChanges(reading.question(currency)));
        KpiDefinition kpi = query.kpi();
        return new KpiSeries(kpi.id(), kpi.version(), kpi.model(), query.span().from(), query.span().to(),
                query.span().grain().text(), progress.zone().getId(), kpi.unit().isMoney() ? currency : null,
                query.asOf() == null ? progress.knowledge(kpi.feeds()) : query.asOf(),
                progress.completeThrough(kpi.feeds()), progress.positions(kpi.feeds(), kpi.unit().isMoney()), items);
    }

    /** An explanation speaks in the currency of the series that it explains. */
    private String currency(KpiQuery series, Facts facts, Scope scope) {
        Reading reading = new Reading(series, facts, scope);
        CellQuestion question = reading.question(ReplyCurrency.expected(series, facts.progress()));
        return ReplyCurrency.choose(series, reading.valued(facts.cells(question)), facts.progress());
    }

    private Granted granted(String modelText, String id) {
        Model model = Arrays.stream(Model.values()).filter(one -> one.name().equals(modelText)).findFirst()
                .orElseThrow(() -> ProblemException.notFound("model", modelText));
        Access access = model == Model.B2B ? Access.toB2b(caller.roles()) : Access.toB2c(caller.roles());
        if (access == Access.NONE) {
            throw ProblemException.forbidden("Your role does not open the figures of " + model + ".");
        }
        Optional<KpiDefinition> kpi = KpiCatalogue.find(model, id);
        if (kpi.isEmpty() && KpiCatalogue.find(model.other(), id).isPresent()) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, "mixed-model",
                    id + " is a metric of " + model.other() + ", which has its own tree.", List.of());
        }
        KpiDefinition found = kpi.orElseThrow(() -> ProblemException.notFound("metric", id));
        if (!found.available()) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "kpi-not-available",
                    id + " is in the catalogue but not computed yet.", List.of());
        }
        return new Granted(found, access);
    }
}
