package dev.tandem.metrics.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.state.OrderFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

class OrderContributionsTest {

    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

    private static OrderFact order(String status, Instant at, long total, OrderFact.Payment... payments) {
        return new OrderFact(UUID.randomUUID(), status, "WEB", "DE", at, null, Precision.INSTANT,
                new Money(total, "EUR"), null, List.of(payments), null, null, "API");
    }

    private static OrderFact.Payment payment(String type, String state, long minor, String day) {
        LocalDate on = LocalDate.parse(day);
        return new OrderFact.Payment(UUID.randomUUID(), type, state, new Money(minor, "EUR"),
                on.atStartOfDay(ZoneOffset.UTC).toInstant(), on, Precision.DAY);
    }

    private static List<Contribution> of(OrderFact order, String zone) {
        return OrderContributions.of(UUID.randomUUID(), order, ZoneId.of(zone), Converter.NONE);
    }

    private static Map<LocalDate, Long> perDay(String zone) {
        return Stream.of("2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
                "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z")
                .flatMap(at -> of(order("COMPLETED", Instant.parse(at), 100), zone).stream())
                .filter(each -> each.metric() == Metric.ORDERS)
                .collect(Collectors.groupingBy(Contribution::day, Collectors.summingLong(Contribution::numerator)));
    }

    @Test
    void anInstantCountsOnItsDayInTheCompanysZoneAlsoWhenClocksChange() {
        LocalDate saturday = LocalDate.parse("2026-10-24");

        assertThat(perDay("Europe/Berlin")).isEqualTo(Map.of(saturday, 1L, saturday.plusDays(1), 4L,
                saturday.plusDays(2), 1L));
        assertThat(perDay("Asia/Jakarta")).isEqualTo(Map.of(saturday.plusDays(1), 4L, saturday.plusDays(2), 2L));
        assertThat(perDay("UTC")).isEqualTo(Map.of(saturday, 2L, saturday.plusDays(1), 4L));
    }

    @Test
    void aStatedDateStaysThatDateInEveryZone() {
        LocalDate on = LocalDate.parse("2026-10-24");
        OrderFact order = new OrderFact(UUID.randomUUID(), "COMPLETED", null, null, Instant.parse("2026-10-23T17:00:00Z"),
                on, Precision.DAY, new Money(1, "EUR"), null, null, null, null, null);

        assertThat(of(order, "America/Lima")).extracting(Contribution::day).containsOnly(on);
    }

    @Test
    void moneyCountsWhenItMovedAndAReturnOfItOnItsOwnDay() {
        List<Contribution> found = of(order("COMPLETED", NOON, 8000, payment("CAPTURE", "SUCCEEDED", 8000, "2026-01-11"),
                payment("REFUND", "SUCCEEDED", 3000, "2026-02-01"), payment("CAPTURE", "FAILED", 500, "2026-01-11"),
                payment("AUTHORIZE", "SUCCEEDED", 8000, "2026-01-10")), "UTC");

        assertThat(found).filteredOn(each -> each.metric() == Metric.REVENUE)
                .extracting(each -> each.day() + " " + each.numerator())
                .containsExactly("2026-01-11 8000", "2026-02-01 -3000");
        assertThat(found).filteredOn(each -> each.metric() == Metric.AOV).singleElement()
                .extracting(each -> each.numerator() + "/" + each.denominator()).isEqualTo("8000/1");
    }

    private static OrderFact.Line line(int lineNo, @Nullable UUID product, int quantity, long total) {
        return new OrderFact.Line(lineNo, product, quantity, new Money(total, "EUR"));
    }

    private static List<String> of(String status, Metric metric, OrderFact.Line... lines) {
        OrderFact order = new OrderFact(UUID.randomUUID(), status, "WEB", "DE", NOON, null, Precision.INSTANT,
                new Money(100, "EUR"), List.of(lines), null, null, null, "API");
        return of(order, "UTC").stream().filter(each -> each.metric() == metric)
                .map(each -> each.dimensions().product() + " " + each.numerator() + "/" + each.denominator()).toList();
    }

    @Test
    void piecesCountForTheirProductAndWhatHasNoneStillCounts() {
        UUID soap = new UUID(0, 1);
        UUID cream = new UUID(0, 2);
        OrderFact.Line[] lines = { line(1, cream, 2, 10), line(2, soap, 1, 5), line(3, null, 4, 1), line(4, soap, 3, 5) };

        assertThat(of("PROCESSING", Metric.UNITS, lines)).containsExactlyInAnyOrder(soap + " 4/0", cream + " 2/0",
                "null 4/0");
        assertThat(of("CANCELLED", Metric.UNITS, lines)).isEmpty();
    }

    @Test
    void aDeliveredOrderWaitsForReviewsOnceForTheProductOfItsLargestLine() {
        UUID soap = new UUID(0, 1);
        UUID cream = new UUID(0, 2);

        assertThat(of("COMPLETED", Metric.REVIEW_RATE, line(2, soap, 1, 7), line(1, cream, 9, 7), line(3, null, 1, 6)))
                .containsExactly(cream + " 0/1");
        assertThat(of("COMPLETED", Metric.REVIEW_RATE)).containsExactly("null 0/1");
        assertThat(of("CONFIRMED", Metric.REVIEW_RATE, line(1, soap, 1, 7))).isEmpty();
    }

    @Test
    void anOrderThatCameToNothingIsNoOrderButItsMoneyStillMoved() {
        List<Contribution> found = of(order("CANCELLED", NOON, 100, payment("CAPTURE", "SUCCEEDED", 100, "2026-01-10"),
                payment("REFUND", "SUCCEEDED", 100, "2026-01-12")), "UTC");

        assertThat(found).extracting(Contribution::metric).containsOnly(Metric.REVENUE);
        assertThat(found.stream().mapToLong(Contribution::numerator).sum()).isZero();
        assertThat(of(order("EXPIRED", NOON, 100), "UTC")).isEmpty();
    }
}
