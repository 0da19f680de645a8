package dev.tandem.metrics.kpi;

import static dev.tandem.metrics.kpi.KpiFixtures.cell;
import static dev.tandem.metrics.kpi.KpiFixtures.converted;
import static dev.tandem.metrics.kpi.KpiFixtures.days;
import static dev.tandem.metrics.kpi.KpiFixtures.money;
import static dev.tandem.metrics.kpi.KpiFixtures.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class SeriesBuilderTest {

    private static final Instant LONG_AFTER = Instant.parse("2026-01-01T00:00:00Z");

    private static List<SeriesItem> series(KpiQuery query, List<Cell> cells, LateChange... late) {
        return series(query, cells, LONG_AFTER, late);
    }

    private static List<SeriesItem> series(KpiQuery query, List<Cell> cells, Instant completeThrough,
            LateChange... late) {
        return new SeriesBuilder(query,
                new SeriesBuilder.Context(ZoneOffset.UTC, "USD", completeThrough, Map.of(), Optional.empty()))
                .build(cells, List.of(late));
    }

    private static LateChange late(String position, String knownAt, String day, long num, long den) {
        return late(position, knownAt, day, "USD", Cell.ORIGINAL, num, den);
    }

    private static LateChange late(String position, String knownAt, String day, String currency, String reporting,
            long num, long den) {
        return new LateChange(position, Instant.parse(knownAt), LocalDate.parse(day), List.of(), currency, reporting,
                BigInteger.valueOf(num), BigInteger.valueOf(den), BigInteger.valueOf(den));
    }

    @Test
    void everyPeriodAppearsInOrderWithoutGroups() {
        List<SeriesItem> items = series(query("orders", "1997-01-01", "1997-04-01", "grain=month"),
                List.of(cell("1997-03-01", 5, 0), cell("1997-01-01", 2, 0)));
        assertThat(items).extracting(SeriesItem::period).containsExactly("1997-01", "1997-02", "1997-03");
        assertThat(items).extracting(SeriesItem::value).containsExactly("2", "0", "5");
    }

    @Test
    void anEmptyRangeIsZeroForSumsAndUnknownForRatios() {
        assertThat(series(query("orders", "1997-01-01", "1997-04-01"), List.of()).getFirst().value()).isEqualTo("0");
        SeriesItem revenue = series(query("revenue", "1997-01-01", "1997-04-01"), List.of()).getFirst();
        assertThat(revenue.value()).isEqualTo("0.00");
        assertThat(revenue.complete()).isTrue();
        SeriesItem aov = series(query("aov", "1997-01-01", "1997-04-01"), List.of()).getFirst();
        assertThat(aov.value()).isNull();
        assertThat(aov.reason()).isEqualTo("no_data");
    }

    @Test
    void groupsWithDataAppearByPeriodAndValueAndWhatIsNotSetComesLast() {
        List<SeriesItem> items = series(
                query("win_rate", "2017-01-01", "2017-03-01", "grain=month", "by=industry"),
                List.of(cell("2017-01-01", 1, 2, Cell.NOT_SET), cell("2017-01-01", 1, 1, "software"),
                        cell("2017-01-01", 0, 1, "retail"), cell("2017-02-01", 1, 1, "software")));
        assertThat(items).extracting(SeriesItem::period).containsExactly("2017-01", "2017-01", "2017-01", "2017-02");
        assertThat(items).extracting(item -> item.dimensions().get("industry"))
                .containsExactly("retail", "software", null, "software");
        assertThat(items.get(2).value()).isEqualTo("50.0000");
    }

    @Test
    void factsInAnotherCurrencyAreLeftOutAndSaid() {
        SeriesItem item = series(query("asp", "2017-01-01", "2017-03-01"),
                List.of(money("2017-01-01", "USD", 300_000, 2), money("2017-02-01", "JPY", 10_001, 3))).getFirst();
        assertThat(item.value()).isEqualTo("1500.0000");
        assertThat(item.denominator()).isEqualTo("2");
        assertThat(item.complete()).isFalse();
        assertThat(item.unconvertible()).containsExactly(new Unconvertible("JPY", "3", "10001"));
    }

    @Test
    void aWonDealWithoutAnAmountCountsInTheAverageAsZero() {
        SeriesItem item = series(query("asp", "2017-01-01", "2017-03-01"),
                List.of(money("2017-01-01", "USD", 300_000, 2), money("2017-01-01", "XXX", 0, 1))).getFirst();
        assertThat(item.value()).isEqualTo("1000.0000");
        assertThat(item.complete()).isTrue();
    }

    @Test
    void orderStatisticsShowNoNumeratorAndNoDenominator() {
        SeriesItem item = series(query("sales_cycle_days", "2017-01-01", "2017-03-01", "stat=median"),
                List.of(days("2017-01-01", 10, 1), days("2017-02-01", 20, 3))).getFirst();
        assertThat(item.value()).isEqualTo("20.0000");
        assertThat(item.numerator()).isNull();
        assertThat(item.denominator()).isNull();
        SeriesItem mean = series(query("sales_cycle_days", "2017-01-01", "2017-03-01"),
                List.of(days("2017-01-01", 10, 1), days("2017-02-01", 20, 3))).getFirst();
        assertThat(mean.value()).isEqualTo("17.5000");
        assertThat(mean.band()).isEqualTo(Band.Place.BELOW);
    }

    @Test
    void aPeriodIsOpenUntilADayAfterItsEndIsComplete() {
        KpiQuery query = query("orders", "2017-01-01", "2017-02-01");
        assertThat(series(query, List.of(), Instant.parse("2017-02-01T23:59:59Z")).getFirst().state())
                .isEqualTo(PeriodState.OPEN);
        assertThat(series(query, List.of(), Instant.parse("2017-02-02T00:00:00Z")).getFirst().state())
                .isEqualTo(PeriodState.SETTLED);
    }

    @Test
    void aChangeLearntAfterSettlingRestates() {
        KpiQuery query = query("orders", "2017-01-01", "2017-03-01", "grain=month");
        assertThat(series(query, List.of(), late("a", "2017-02-05T00:00:00Z", "2017-01-31", 1, 0)))
                .extracting(SeriesItem::state).containsExactly(PeriodState.RESTATED, PeriodState.SETTLED);
        assertThat(series(query, List.of(), late("a", "2017-02-01T12:00:00Z", "2017-01-20", 1, 0)))
                .extracting(SeriesItem::state).containsExactly(PeriodState.SETTLED, PeriodState.SETTLED);
    }

    @Test
    void movingAFactWithinAPeriodDoesNotRestateIt() {
        LateChange from = late("a", "2017-05-05T00:00:00Z", "2017-01-10", -1, 0);
        LateChange to = late("a", "2017-05-05T00:00:00Z", "2017-01-11", 1, 0);
        assertThat(series(query("orders", "2017-01-01", "2017-02-01"), List.of(), from, to).getFirst().state())
                .isEqualTo(PeriodState.SETTLED);
        assertThat(series(query("orders", "2017-01-01", "2017-02-01", "grain=day"), List.of(), from, to))
                .filteredOn(item -> item.state() == PeriodState.RESTATED).extracting(SeriesItem::period)
                .containsExactly("2017-01-10", "2017-01-11");
    }

    @Test
    void twoEventsThatUndoEachOtherBothChangedIt() {
        assertThat(series(query("orders", "2017-01-01", "2017-02-01"), List.of(),
                late("a", "2017-05-05T00:00:00Z", "2017-01-10", -1, 0),
                late("b", "2017-05-06T00:00:00Z", "2017-01-10", 1, 0)).getFirst().state())
                .isEqualTo(PeriodState.RESTATED);
    }

    @Test
    void aPipelineOverTheWholeRangeTellsOfWhatItCannotValue() {
        List<SeriesItem> items = pipeline("2017-01-01", "2017-03-01");
        assertThat(items).hasSize(1);
        assertThat(items.getFirst().value()).isEqualTo("0.00");
        assertThat(items.getFirst().undated()).isEqualTo(2089);
        assertThat(items.getFirst().unpriced()).isEqualTo(9);
    }

    @Test
    void aDealWithoutADayBelongsToNoPeriodOfARange() {
        List<SeriesItem> items = pipeline("2017-01-01", "2017-03-01", "grain=month");
        assertThat(items).extracting(SeriesItem::undated).containsExactly(null, null);
        assertThat(items).extracting(SeriesItem::unpriced).containsExactly(2L, 0L);
    }

    /** 2,089 deals lack a day; of the unpriced ones two have one. */
    private static List<SeriesItem> pipeline(String from, String to, String... parameters) {
        Missing missing = new Missing(List.of(lacking(CellQuestion.UNDATED, 1, 2089), lacking(CellQuestion.UNDATED, 2, 7),
                lacking(LocalDate.of(2017, 1, 1), 2, 2)));
        return new SeriesBuilder(query("pipeline_value", from, to, parameters),
                new SeriesBuilder.Context(ZoneOffset.UTC, "USD", LONG_AFTER, Map.of(), Optional.of(missing)))
                .build(List.of(), List.of());
    }

    private static Cell lacking(LocalDate day, int bucket, long deals) {
        return new Cell(day, List.of(), "XXX", Cell.ORIGINAL, bucket, BigInteger.ZERO, BigInteger.ZERO,
                BigInteger.valueOf(deals), BigInteger.ZERO);
    }

    @Test
    void convertedFactsAreInTheFigureAndOnlyTheRestIsUnconvertible() {
        SeriesItem item = series(query("asp", "2017-01-01", "2017-03-01"),
                List.of(money("2017-01-01", "USD", 300_000, 2), money("2017-02-01", "JPY", 10_001, 3),
                        converted("2017-02-01", "JPY", 9_001, "USD", 6_000, 2),
                        converted("2017-02-01", "JPY", 9_001, "EUR", 5_500, 2)))
                .getFirst();
        assertThat(item.value()).isEqualTo("765.0000");
        assertThat(item.denominator()).isEqualTo("4");
        assertThat(item.numerator()).isEqualTo("3060.00");
        assertThat(item.complete()).isFalse();
        assertThat(item.unconvertible()).containsExactly(new Unconvertible("JPY", "1", "1000"));
        SeriesItem whole = series(query("won_amount", "2017-01-01", "2017-03-01"),
                List.of(money("2017-02-01", "JPY", 10_001, 1), converted("2017-02-01", "JPY", 10_001, "USD", 6_251, 1)))
                .getFirst();
        assertThat(whole.value()).isEqualTo("62.51");
        assertThat(whole.complete()).isTrue();
        assertThat(whole.unconvertible()).isEmpty();
    }

    @Test
    void aBandOfOneCurrencySaysNothingOfFiguresInAnother() {
        List<Cell> cells = List.of(money("2017-01-01", "USD", 100, 1));
        assertThat(series(query("asp", "2017-01-01", "2017-03-01"), cells).getFirst().band())
                .isEqualTo(Band.Place.BELOW);
        SeriesItem euros = new SeriesBuilder(query("asp", "2017-01-01", "2017-03-01"),
                new SeriesBuilder.Context(ZoneOffset.UTC, "EUR", LONG_AFTER, Map.of(), Optional.empty()))
                .build(List.of(money("2017-01-01", "EUR", 100, 1)), List.of()).getFirst();
        assertThat(euros.value()).isEqualTo("1.0000");
        assertThat(euros.band()).isEqualTo(Band.Place.NONE);
    }

    @Test
    void anotherRateRestatesAPeriodAlthoughNoFactHasChanged() {
        KpiQuery query = query("won_amount", "2017-01-01", "2017-02-01");
        assertThat(series(query, List.of(),
                late("a", "2017-05-05T00:00:00Z", "2017-01-10", "JPY", "USD", -6_251, 0),
                late("a", "2017-05-05T00:00:00Z", "2017-01-10", "JPY", "USD", 6_300, 0)).getFirst().state())
                .isEqualTo(PeriodState.RESTATED);
        assertThat(series(query, List.of(),
                late("a", "2017-05-05T00:00:00Z", "2017-01-10", "JPY", "", -100, 0),
                late("a", "2017-05-05T00:00:00Z", "2017-01-10", "JPY", "USD", 100, 0)).getFirst().state())
                .as("amounts of two currencies never cancel each other").isEqualTo(PeriodState.RESTATED);
    }
}
