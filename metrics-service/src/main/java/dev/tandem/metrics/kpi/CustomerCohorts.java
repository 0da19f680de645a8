package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.rights.Scope;
import dev.tandem.platform.auth.Caller;

/** The cohort cells as the engine keeps them: a customer counts once for each month in which he ordered. */
@ApplicationScoped
public class CustomerCohorts {

    private static final List<String> FEEDS = KpiCatalogue.feedsOf(Model.B2C);

    /** Customers by cohort and month index, as of one instant. */
    public record Reading(Map<YearMonth, Map<Integer, BigInteger>> active, ZoneId zone, @Nullable Instant asOf,
            @Nullable Instant completeThrough, String tag) {
    }

    private final Facts.Store store;
    private final Caller caller;

    CustomerCohorts(Facts.Store store, Caller caller) {
        this.store = store;
        this.caller = caller;
    }

    /** The cells of all cohorts from the first to the last, both included. */
    public Reading read(YearMonth first, YearMonth last, int periods) {
        return store.read(facts -> {
            Map<YearMonth, Map<Integer, BigInteger>> active = new HashMap<>();
            facts.cells(question(first, last)).forEach(cell -> active
                    .computeIfAbsent(YearMonth.from(cell.start()), month -> new HashMap<>())
                    .merge(cell.bucket(), cell.num(), BigInteger::add));
            Progress progress = facts.progress();
            String tag = KpiTag.of(KpiCatalogue.CUSTOMER_COHORT_KEY + first + last + "/" + periods, progress, FEEDS,
                    null, new Scope.Everything());
            return new Reading(active, progress.zone(), progress.knowledge(FEEDS), progress.completeThrough(FEEDS), tag);
        });
    }

    /**
     * Whether a cell is known: month 0 is the cohort itself, because whoever is in it has ordered in it; a later month is
     * known once it has ended.
     */
    public static boolean isKnown(YearMonth cohort, int month, ZoneId zone, @Nullable Instant completeThrough) {
        return month == 0 || (completeThrough != null && !cohort.plusMonths(month).plusMonths(1).atDay(1)
                .atStartOfDay(zone).toInstant().isAfter(completeThrough));
    }

    /** The customers of one cell; of a month that has not ended those who are in it so far, without a value. */
    public ExplainView explain(YearMonth cohort, int month, @Nullable String cursor, int limit) {
        ExplainCursor after = ExplainCursor.read(cursor);
        boolean mayOpen = RowRights.mayOpen(Model.B2C, caller.roles());
        return store.read(facts -> {
            CellQuestion question = question(cohort, cohort);
            String stamp = ExplainCursor.stamp(cohort + "/" + month, facts.progress(), FEEDS);
            ExplainRows rows = facts.rows(new ExplainQuestion(question, null, month, false, false, after.place(),
                    after.totalAt(stamp), limit + 1));
            Map<Integer, BigInteger> active = new HashMap<>();
            facts.cells(question).forEach(cell -> active.merge(cell.bucket(), cell.num(), BigInteger::add));
            BigInteger count = active.getOrDefault(month, BigInteger.ZERO);
            boolean more = mayOpen && rows.rows().size() > limit;
            List<ExplainRows.Row> shown = !mayOpen ? List.of() : more ? rows.rows().subList(0, limit) : rows.rows();
            Progress progress = facts.progress();
            String value = isKnown(cohort, month, progress.zone(), progress.completeThrough(FEEDS)) ? count.toString()
                    : null;
            return new ExplainView(value, count.toString(), null, rows.total().count(),
                    new ExplainView.Hidden(mayOpen ? 0 : rows.total().count(), mayOpen ? "0" : rows.total().num().toString(),
                            null),
                    shown.stream().map(CustomerCohorts::item).toList(),
                    more ? ExplainCursor.after(shown.getLast(), stamp, rows.total()) : null);
        });
    }

    private static ExplainView.Item item(ExplainRows.Row row) {
        return new ExplainView.Item(row.kind(), row.entityId(), row.externalId(),
                RecordLink.of(row.kind(), row.entityId()), row.day(), row.num().toString(), null, row.num().toString(),
                null, false);
    }

    private static CellQuestion question(YearMonth first, YearMonth last) {
        LocalDate end = last.plusMonths(1).atDay(1);
        return new CellQuestion(KpiCatalogue.CUSTOMER_COHORT_KEY, first.atDay(1), end, true, List.of(), Map.of(), true,
                null, null);
    }
}
