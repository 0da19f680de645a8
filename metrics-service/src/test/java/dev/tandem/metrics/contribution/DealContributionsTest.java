package dev.tandem.metrics.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.SalesUserFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

class DealContributionsTest {

    private static final UUID ID = UUID.randomUUID();
    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID MANAGER = UUID.randomUUID();
    private static final UUID SMALL = UUID.randomUUID();
    private static final UUID LARGE = UUID.randomUUID();
    private static final AccountFact ACCOUNT = new AccountFact("retail", "ID", null, null);
    private static final SalesUserFact SELLER = new SalesUserFact("sales", MANAGER, "East", null, null, null);

    private enum End {
        OPEN,
        LOST,
        WON
    }

    private static OpportunityFact deal(End end, @Nullable String opened, boolean estimated, @Nullable String closed,
            @Nullable String expected, @Nullable Long amount, OpportunityFact.Line... lines) {
        return new OpportunityFact(UUID.randomUUID(), OWNER, "events", amount == null ? null : new Money(amount, "USD"),
                end != End.OPEN, end == End.WON, null, date(opened), Precision.DAY, estimated, null, date(closed),
                Precision.DAY, date(expected), List.of(lines), null, null);
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    private static OpportunityFact.Line line(int no, UUID product, long amount) {
        return new OpportunityFact.Line(no, product, new Money(amount, "USD"));
    }

    private static List<Contribution> of(OpportunityFact deal) {
        return DealContributions.of(ID, deal, ACCOUNT, SELLER, ZoneOffset.UTC, Converter.NONE);
    }

    private static List<String> texts(List<Contribution> contributions) {
        return contributions.stream().map(each -> each.metric().key() + " " + each.part() + " " + each.day() + " "
                + each.bucket() + " " + each.numerator() + "/" + each.denominator()).toList();
    }

    @Test
    void aWonDealCountsWhereItClosedAndInTheCohortOfItsOpening() {
        assertThat(texts(of(deal(End.WON, "2017-01-02", false, "2017-03-01", null, 500000L)))).containsExactly(
                "win_rate@1  2017-03-01 0 1/1", "won_amount@1  2017-03-01 0 500000/1", "asp@1  2017-03-01 0 500000/1",
                "sales_cycle_days@1  2017-03-01 58 58/1", "opportunity_to_won@1  2017-01-02 0 1/1");
    }

    @Test
    void aLostDealCountsAgainstTheRates() {
        assertThat(texts(of(deal(End.LOST, "2017-01-02", false, "2017-03-01", null, 500000L)))).containsExactly(
                "win_rate@1  2017-03-01 0 0/1", "opportunity_to_won@1  2017-01-02 0 0/1");
    }

    @Test
    void anEstimatedOpeningIsNeitherACohortNorACycle() {
        assertThat(of(deal(End.WON, "2017-01-02", true, "2017-03-01", null, 1L))).extracting(Contribution::metric)
                .containsExactly(Metric.WIN_RATE, Metric.WON_AMOUNT, Metric.ASP);
    }

    @Test
    void anOpenDealIsPipelineOrSaysWhatIsMissing() {
        assertThat(texts(of(deal(End.OPEN, null, false, null, "2026-05-01", 100L))))
                .containsExactly("pipeline_value@1  2026-05-01 0 100/1");
        assertThat(texts(of(deal(End.OPEN, null, false, null, null, 100L))))
                .containsExactly("pipeline_value@1 undated 9999-12-31 1 0/0");
        assertThat(texts(of(deal(End.OPEN, null, false, null, "2026-05-01", null))))
                .containsExactly("pipeline_value@1 unpriced 2026-05-01 2 0/0");
        assertThat(texts(of(deal(End.OPEN, null, false, null, null, null)))).containsExactly(
                "pipeline_value@1 undated 9999-12-31 1 0/0", "pipeline_value@1 unpriced 9999-12-31 2 0/0");
    }

    @Test
    void amountsSplitOverLinesAndCountsGoToTheLargest() {
        List<Contribution> found = of(deal(End.WON, "2017-01-01", false, "2017-01-31", null, 1_000_001L,
                line(2, LARGE, 200), line(1, SMALL, 100)));

        assertThat(found).filteredOn(each -> each.metric() == Metric.WON_AMOUNT)
                .extracting(each -> each.dimensions().product() + " " + each.numerator() + "/" + each.denominator())
                .containsExactly(SMALL + " 333334/0", LARGE + " 666667/1");
        assertThat(found).filteredOn(each -> each.metric() == Metric.ASP)
                .extracting(each -> each.dimensions().product() + " " + each.denominator())
                .containsExactly(SMALL + " 0", LARGE + " 1");
        assertThat(found).filteredOn(each -> each.metric() == Metric.WIN_RATE || each.metric() == Metric.SALES_CYCLE_DAYS)
                .extracting(each -> each.dimensions().product()).containsOnly(LARGE.toString());
    }

    @Test
    void ofEquallyLargeLinesTheLowestIsTheDealsProduct() {
        assertThat(of(deal(End.LOST, null, false, "2017-01-31", null, 10L, line(7, LARGE, 5), line(3, SMALL, 5))))
                .extracting(each -> each.dimensions().product()).containsOnly(SMALL.toString());
    }

    @Test
    void dimensionsComeFromTheAccountAndTheSeller() {
        Dimensions known = of(deal(End.LOST, null, false, "2017-01-31", null, 10L)).getFirst().dimensions();
        assertThat(known).isEqualTo(new Dimensions("retail", null, "East", MANAGER.toString(), OWNER.toString(),
                "events", "ID", null));

        Dimensions unknown = DealContributions.of(ID, deal(End.LOST, null, false, "2017-01-31", null, 10L), null, null,
                ZoneOffset.UTC, Converter.NONE).getFirst().dimensions();
        assertThat(unknown).isEqualTo(new Dimensions(null, null, null, null, OWNER.toString(), "events", null, null));
    }
}
