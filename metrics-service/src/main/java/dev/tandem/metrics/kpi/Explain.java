package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.MonthDay;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.period.Grain;
import dev.tandem.metrics.period.Period;
import dev.tandem.metrics.rights.Scope;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

/** Shows the rows behind one figure: the same question and the same figure as in the series, record by record. */
final class Explain {

    private static final int PIPELINE_VALUED = 0;

    private final KpiQuery query;
    private final KpiDefinition kpi;
    private final Facts facts;
    private final Reading reading;
    private final String currency;

    Explain(KpiQuery one, Facts facts, Reading reading, String currency) {
        this.query = one;
        this.kpi = one.kpi();
        this.facts = facts;
        this.reading = reading;
        this.currency = currency;
    }

    /** Cuts a question of a series to the one figure that is to be explained. */
    static KpiQuery one(KpiQuery query, @Nullable String label, MonthDay fiscalYearStart) {
        query.by().stream().filter(dimension -> !query.filters().containsKey(dimension)).findFirst()
                .ifPresent(dimension -> {
                    throw ProblemException.badRequest("missing-parameter", "?filter[" + dimension.text() + "]",
                            "One group is explained at a time; name it with filter[" + dimension.text() + "].");
                });
        if (label == null && query.span().grain() != Grain.TOTAL) {
            throw ProblemException.badRequest("missing-parameter", "?period",
                    "One period is explained at a time; name it as it is printed in the series.");
        }
        Period period = label == null ? query.span().periods().getFirst()
                : query.span().labelled(label).orElseThrow(() -> ProblemException.badRequest("unknown-period",
                        "?period", "The series has no period \"" + label + "\"."));
        return query.within(period, fiscalYearStart);
    }

    /** A caller who may not open the records still gets the figure, with all of its rows in {@code hidden}. */
    ExplainView view(boolean mayOpen, ExplainCursor after, Scope scope, int limit) {
        CellQuestion question = reading.question(currency);
        Tally tally = new Tally();
        reading.valued(facts.cells(question)).forEach(tally::add);
        String stamp = ExplainCursor.stamp(query.text() + scope, facts.progress(), kpi.feeds());
        ExplainRows rows = facts.rows(new ExplainQuestion(question, kpi.unit().isMoney() ? currency : null,
                kpi.id().equals(KpiCatalogue.PIPELINE_VALUE) ? PIPELINE_VALUED : null, isPerPayment(),
                query.stat() != Stat.MEAN, after.place(), after.totalAt(stamp), limit + 1));
        boolean more = mayOpen && rows.rows().size() > limit;
        List<ExplainRows.Row> shown = !mayOpen ? List.of() : more ? rows.rows().subList(0, limit) : rows.rows();
        Set<BigInteger> deciding = Set.copyOf(
                OrderStatistic.decidingRanks(query.stat(), BigInteger.valueOf(rows.total().count())));
        boolean mean = query.stat() == Stat.MEAN;
        return new ExplainView(value(tally), mean ? numerator(tally.numerator(kpi.unit(), currency)) : null,
                mean ? denominator(tally.denominator(kpi.unit(), currency)) : null, rows.total().count(),
                mayOpen ? hidden(0, BigInteger.ZERO, BigInteger.ZERO)
                        : hidden(rows.total().count(), rows.total().num(), rows.total().den()),
                shown.stream().map(row -> item(row, deciding)).toList(),
                more ? ExplainCursor.after(shown.getLast(), stamp, rows.total()) : null);
    }

    private boolean isPerPayment() {
        return kpi.id().equals(KpiCatalogue.REVENUE);
    }

    private @Nullable String value(Tally tally) {
        if (!kpi.unit().isSum() && tally.isEmpty()) {
            return null;
        }
        return tally.figure(kpi.unit(), query.stat(), currency)
                .map(ratio -> Figures.value(kpi.unit(), ratio, currency)).orElse(null);
    }

    private String numerator(BigInteger num) {
        return Figures.numerator(kpi.unit(), num, currency);
    }

    private @Nullable String denominator(BigInteger den) {
        return kpi.unit().isSum() ? null : den.toString();
    }

    private ExplainView.Hidden hidden(long count, BigInteger num, BigInteger den) {
        return new ExplainView.Hidden(count, numerator(num), denominator(den));
    }

    private ExplainView.Item item(ExplainRows.Row row, Set<BigInteger> deciding) {
        String kind = isPerPayment() ? "payment" : row.kind();
        String value = Figures.of(kpi.unit(), row.num(), row.den(), currency)
                .map(ratio -> Figures.value(kpi.unit(), ratio, currency)).orElse(null);
        return new ExplainView.Item(kind, isPerPayment() ? UUID.fromString(row.part()) : row.entityId(),
                row.externalId(), RecordLink.of(row.kind(), row.entityId()), row.day(), numerator(row.num()),
                denominator(row.den()), value, original(row), deciding.contains(BigInteger.valueOf(row.rank())));
    }

    private static @Nullable Money original(ExplainRows.Row row) {
        return row.covered() == null ? null : new Money(row.covered().longValueExact(), row.currency());
    }
}
