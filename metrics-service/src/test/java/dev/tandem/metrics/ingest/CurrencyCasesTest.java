package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/** The currency cases of the reference, number by number, and what they leave open. */
class CurrencyCasesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RecordedRates rates = new RecordedRates();
    private final MemoryLaneStore store = new MemoryLaneStore(rates, () -> {
    });
    private final List<FeedEvent> pending = new ArrayList<>();
    private LaneWork lane = reporting("EUR");
    private long xid = 1;
    private Instant now = START;

    private LaneWork reporting(String currency) {
        return new LaneWork(store, new LaneLease(1, 0, "test", 1), "accounts",
                new LaneRules(1, ZoneOffset.UTC, new TreeSet<>(Set.of(currency)), EngineDatabase.METRICS, 1000));
    }

    private void at(String instant) {
        now = Instant.parse(instant);
    }

    private void rate(String base, String quote, String from, String rate) {
        rates.record(new RateEntry.Rate(0, now, base, quote, LocalDate.parse(from), new BigDecimal(rate)), store.known());
    }

    private void restate(String base, String quote, String from, String to) {
        rates.record(new RateEntry.Restatement(0, now, base, quote, LocalDate.parse(from), LocalDate.parse(to)),
                store.known());
    }

    private void won(int id, long version, String amount, String currency, String day) {
        deal(id, version, amount, currency, day, null, Change.UPSERT);
    }

    private void open(int id, long version, String amount, String currency, String expected) {
        deal(id, version, amount, currency, null, expected, Change.UPSERT);
    }

    private void deal(int id, long version, String amount, String currency, @Nullable String closed,
            @Nullable String expected, Change change) {
        boolean won = closed != null;
        OpportunityFact fact = new OpportunityFact(null, null, null, Money.of(amount, currency), won, won, null, null,
                null, false, null, won ? LocalDate.parse(closed) : null, Precision.DAY,
                expected == null ? null : LocalDate.parse(expected), List.of(), null, id > 100 ? "IMPORT" : null);
        pending.add(new FeedEvent(Feed.OPPORTUNITY, new UUID(0, id), version, change, now,
                new FeedPosition(1, ++xid, 1), change == Change.UPSERT ? fact : null));
    }

    /** Everything published so far has been read, and the feeds are complete a little beyond. */
    private void read() {
        lane.apply(new FeedBatch(List.copyOf(pending), new FeedPosition(1, ++xid, 0), now.plusSeconds(60), false));
        pending.clear();
    }

    private String figure(Metric metric, String currency, Instant asOf) {
        long minor = store.log().stream().filter(entry -> !entry.knownAt().isAfter(asOf))
                .filter(entry -> entry.contribution().metric() == metric)
                .filter(entry -> entry.contribution().reporting().equals(currency)
                        || entry.contribution().currency().equals(currency) && !entry.contribution().isConverted())
                .mapToLong(entry -> entry.sign() * entry.contribution().numerator()).sum();
        return new Money(minor, currency).amountText();
    }

    private String won(String currency) {
        return figure(Metric.WON_AMOUNT, currency, Instant.MAX);
    }

    private String pipeline(String currency) {
        return figure(Metric.PIPELINE_VALUE, currency, Instant.MAX);
    }

    @Test
    void closedDealsStayAtTheirRatesWhileOpenOnesFollowWhatIsPublished() {
        rate("EUR", "USD", "2026-01-01", "1.10");
        rate("EUR", "IDR", "2026-01-01", "17500");
        rate("EUR", "JPY", "2026-01-01", "160");
        rate("EUR", "USD", "2026-02-01", "1.25");
        at("2026-02-15T09:00:00Z");
        won(1, 1, "11000.00", "USD", "2026-01-15");
        won(2, 1, "12500.00", "USD", "2026-02-10");
        won(3, 1, "350000000.00", "IDR", "2026-02-10");
        open(4, 1, "5000.00", "USD", "2026-03-15");
        read();
        assertThat(won("EUR")).isEqualTo("40000.00");
        assertThat(pipeline("EUR")).isEqualTo("4000.00");

        at("2026-03-01T08:00:00Z");
        rate("EUR", "USD", "2026-03-01", "1.00");
        rate("EUR", "USD", "2026-02-01", "2.00");
        read();
        assertThat(won("EUR")).isEqualTo("40000.00");
        assertThat(pipeline("EUR")).isEqualTo("5000.00");
        assertThat(figure(Metric.PIPELINE_VALUE, "EUR", Instant.parse("2026-02-28T23:00:00Z"))).isEqualTo("4000.00");

        won(5, 1, "10001", "JPY", "2026-03-01");
        read();
        assertThat(won("EUR")).isEqualTo("40062.51");
    }

    @Test
    void sumsOfSeveralCurrenciesMoveWithTheDayThatDealsAreExpected() {
        lane = reporting("USD");
        rate("EUR", "USD", "2026-01-01", "1.10");
        rate("EUR", "USD", "2026-02-01", "1.20");
        rate("KRW", "USD", "2026-01-01", "0.00072");
        at("2026-01-05T00:00:00Z");
        open(1, 1, "10000.00", "USD", "2026-02-20");
        open(2, 1, "8000.00", "EUR", "2026-02-10");
        open(3, 1, "100000000", "KRW", "2026-02-20");
        read();
        assertThat(pipeline("USD")).isEqualTo("91600.00");

        open(2, 2, "8000.00", "EUR", "2026-01-20");
        open(4, 1, "90000000.00", "IDR", "2026-02-10");
        read();
        assertThat(pipeline("USD")).as("the deal without a rate is not in it").isEqualTo("90800.00");
        assertThat(pipeline("IDR")).isEqualTo("90000000.00");

        won(2, 3, "8000.00", "EUR", "2026-01-20");
        read();
        at("2026-01-21T00:00:00Z");
        rate("EUR", "USD", "2026-01-20", "1.30");
        read();
        assertThat(won("USD")).isEqualTo("8800.00");
    }

    @Test
    void aClosedDealKeepsItsRateUntilItsDayChangesOrSomebodyOrdersOtherwise() {
        rate("EUR", "USD", "2026-01-01", "1.25");
        won(1, 1, "100.00", "USD", "2026-01-10");
        read();
        assertThat(won("EUR")).isEqualTo("80.00");
        at("2026-01-11T00:00:00Z");
        rate("EUR", "USD", "2026-01-01", "2.00");
        read();
        won(1, 2, "200.00", "USD", "2026-01-10");
        read();
        assertThat(won("EUR")).as("published again with another amount").isEqualTo("160.00");
        deal(1, 3, "200.00", "USD", "2026-01-10", null, Change.DELETED);
        read();
        assertThat(won("EUR")).isEqualTo("0.00");
        won(1, 4, "200.00", "USD", "2026-01-10");
        read();
        assertThat(won("EUR")).as("restored as it was").isEqualTo("160.00");

        at("2026-01-12T00:00:00Z");
        restate("USD", "EUR", "2026-01-01", "2026-01-10");
        read();
        assertThat(won("EUR")).as("ordered for other days").isEqualTo("160.00");
        restate("USD", "EUR", "2026-01-10", "2026-01-11");
        read();
        assertThat(won("EUR")).isEqualTo("100.00");
        assertThat(figure(Metric.WON_AMOUNT, "EUR", Instant.parse("2026-01-11T12:00:00Z"))).isEqualTo("160.00");

        at("2026-01-13T00:00:00Z");
        rate("EUR", "USD", "2026-01-09", "4.00");
        won(1, 5, "200.00", "USD", "2026-01-09");
        read();
        assertThat(won("EUR")).as("on another day").isEqualTo("50.00");
    }

    @Test
    void whatNoRateIsKnownForIsConvertedByTheFirstThatComes() {
        won(1, 1, "100.00", "USD", "2026-01-10");
        read();
        assertThat(won("EUR")).isEqualTo("0.00");
        at("2026-02-01T00:00:00Z");
        rate("EUR", "USD", "2026-01-11", "5.00");
        read();
        assertThat(won("EUR")).as("not valid on the day").isEqualTo("0.00");
        rate("EUR", "USD", "2026-01-01", "1.25");
        rate("EUR", "USD", "2026-01-10", "2.00");
        read();
        assertThat(won("EUR")).as("the first that was recorded").isEqualTo("80.00");
        rate("USD", "EUR", "2026-01-01", "3.00");
        read();
        assertThat(won("EUR")).isEqualTo("80.00");
        won(2, 1, "100.00", "USD", "2026-01-10");
        read();
        assertThat(won("EUR")).as("the direct rate goes before the inverse").isEqualTo("380.00");
    }

    @Test
    void theFirstConversionOfAnImportedDealIsPartOfItsImportAndThatOfAnotherRestates() {
        won(101, 1, "100.00", "USD", "2026-01-10");
        won(2, 1, "100.00", "USD", "2026-01-10");
        read();
        at("2026-02-01T00:00:00Z");
        rate("EUR", "USD", "2026-01-01", "1.25");
        read();

        assertThat(store.log()).filteredOn(entry -> entry.contribution().isConverted())
                .allSatisfy(entry -> assertThat(entry.firstImport())
                        .isEqualTo(entry.contribution().owner().id().equals(new UUID(0, 101))))
                .hasSize(4);
    }

    @Test
    void aCompanyOfOneCurrencyKeepsNothingMore() {
        rate("EUR", "USD", "2026-01-01", "1.25");
        won(1, 1, "100.00", "EUR", "2026-01-10");
        open(2, 1, "100.00", "EUR", "2026-01-10");
        read();

        assertThat(store.contributions()).noneMatch(Contribution::isConverted).isNotEmpty();
    }
}
