package dev.tandem.metrics.kpi;

import static dev.tandem.metrics.kpi.KpiFixtures.converted;
import static dev.tandem.metrics.kpi.KpiFixtures.money;
import static dev.tandem.metrics.kpi.KpiFixtures.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.rights.SalesForce;
import dev.tandem.metrics.rights.Scope;

/**
 * What a caller gets who may see a figure and not its records. No role of today is such a caller, so this cannot be asked
 * over HTTP.
 */
class ExplainTest {

    private static final UUID DEAL = new UUID(7, 1);

    /** Two deals: one in euros, one in dollars that was converted. */
    private record TwoDeals(boolean average) implements Facts {
        @Override
        public void requireKept(java.time.Instant asOf) {
            // Everything is.
        }

        private long den() {
            return average ? 1 : 0;
        }

        @Override
        public Progress progress() {
            return new Progress(1, ZoneOffset.UTC, "EUR", Set.of("EUR"), Map.of());
        }

        @Override
        public List<Cell> cells(CellQuestion question) {
            return List.of(money("2026-01-15", "EUR", 30_00, 1), money("2026-01-15", "USD", 11_00, 1),
                    converted("2026-01-15", "USD", 11_00, "EUR", 10_00, 1));
        }

        @Override
        public ExplainRows rows(ExplainQuestion question) {
            ExplainRows.Row euros = new ExplainRows.Row("opportunity", DEAL, "", "D-1", LocalDate.of(2026, 1, 15), "EUR",
                    null, BigInteger.valueOf(30_00), BigInteger.ONE, 0);
            ExplainRows.Row dollars = new ExplainRows.Row("opportunity", new UUID(7, 2), "", "D-2",
                    LocalDate.of(2026, 1, 15), "USD", BigInteger.valueOf(11_00), BigInteger.valueOf(10_00), BigInteger.ONE,
                    0);
            return new ExplainRows(List.of(euros, dollars),
                    new ExplainRows.Total(2, BigInteger.valueOf(40_00), BigInteger.valueOf(2 * den())));
        }

        @Override
        public List<LateChange> lateChanges(CellQuestion question) {
            return List.of();
        }

        @Override
        public Map<String, String> names(Model model, Dimension dimension, Collection<String> stored) {
            return Map.of();
        }

        @Override
        public Set<String> named(Model model, Dimension dimension, String name) {
            return Set.of();
        }

        @Override
        public SalesForce salesForce() {
            return new SalesForce(List.of());
        }
    }

    private static ExplainView view(String kpi, boolean mayOpen, int limit) {
        KpiQuery query = query(kpi, "2026-01-01", "2026-02-01", "currency=EUR");
        Facts facts = new TwoDeals(kpi.equals("asp"));
        Scope all = new Scope.Everything();
        return new Explain(query, facts, new Reading(query, facts, all), "EUR").view(mayOpen, ExplainCursor.read(null),
                all, limit);
    }

    @Test
    void everythingThatIsHiddenComesToTheFigure() {
        ExplainView sum = view("won_amount", false, 50);
        assertThat(sum.value()).isEqualTo("40.00");
        assertThat(sum.count()).isEqualTo(2);
        assertThat(sum.items()).isEmpty();
        assertThat(sum.hidden()).isEqualTo(new ExplainView.Hidden(2, "40.00", null));
        ExplainView average = view("asp", false, 50);
        assertThat(average.value()).isEqualTo("20.0000");
        assertThat(average.hidden()).isEqualTo(new ExplainView.Hidden(2, average.numerator(), average.denominator()));
    }

    @Test
    void whatIsHiddenHasNoSecondPage() {
        assertThat(view("won_amount", false, 1).nextCursor()).isNull();
        assertThat(view("won_amount", true, 1).nextCursor()).isNotNull();
    }

    @Test
    void whoMayOpenTheRecordsHasNothingHiddenFromHim() {
        ExplainView open = view("won_amount", true, 50);
        assertThat(open.items()).extracting(ExplainView.Item::numerator).containsExactly("30.00", "10.00");
        assertThat(open.hidden()).isEqualTo(new ExplainView.Hidden(0, "0.00", null));
        assertThat(open.items().get(0).original()).isNull();
        assertThat(open.items().get(1).original()).hasToString("Money[minor=1100, currency=USD]");
    }
}
