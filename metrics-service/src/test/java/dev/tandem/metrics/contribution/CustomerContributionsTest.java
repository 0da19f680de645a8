package dev.tandem.metrics.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.state.OrderFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

class CustomerContributionsTest {

    private static final Money TEN = new Money(1000, "USD");

    private static OrderFact order(UUID customer, String day) {
        LocalDate on = LocalDate.parse(day);
        return new OrderFact(customer, "COMPLETED", "WEB", "ID", on.atStartOfDay(ZoneOffset.UTC).toInstant(), on,
                Precision.DAY, TEN, null, List.of(), null, null, "API");
    }

    private static Map<UUID, OrderFact> orders(UUID customer, String... days) {
        Map<UUID, OrderFact> orders = new HashMap<>();
        for (String day : days) {
            orders.put(UUID.randomUUID(), order(customer, day));
        }
        return orders;
    }

    private static List<Contribution> of(String... days) {
        UUID customer = UUID.randomUUID();
        return CustomerContributions.of(customer, orders(customer, days), ZoneOffset.UTC);
    }

    /** Sums as (num, den) of a metric over several customers, of those whose day has a given beginning. */
    private static String ratio(List<List<Contribution>> customers, Metric metric, String before) {
        List<Contribution> found = customers.stream().flatMap(List::stream)
                .filter(each -> each.metric() == metric && each.day().isBefore(LocalDate.parse(before))).toList();
        return found.stream().mapToLong(Contribution::numerator).sum() + "/"
                + found.stream().mapToLong(Contribution::denominator).sum();
    }

    private static List<Long> cohort(List<List<Contribution>> customers, String month, int months) {
        List<Long> active = new ArrayList<>();
        for (int k = 0; k < months; k++) {
            int bucket = k;
            active.add(customers.stream().flatMap(List::stream)
                    .filter(each -> each.metric() == Metric.CUSTOMER_COHORT && each.bucket() == bucket
                            && each.day().equals(LocalDate.parse(month + "-01")))
                    .count());
        }
        return active;
    }

    private static List<List<Contribution>> sixCustomers(boolean withLateOrder) {
        return List.of(of("2026-01-05", "2026-01-20", "2026-02-03", "2026-03-01"), of("2026-01-09", "2026-03-15"),
                of("2026-01-30"),
                withLateOrder ? of("2026-02-02", "2026-02-25", "2026-01-02") : of("2026-02-02", "2026-02-25"),
                of("2026-02-20", "2026-03-02"), of("2026-03-09"));
    }

    @Test
    void cohortsAreThoseOfTheFirstOrder() {
        List<List<Contribution>> customers = sixCustomers(false);

        assertThat(cohort(customers, "2026-01", 3)).containsExactly(3L, 1L, 2L);
        assertThat(cohort(customers, "2026-02", 2)).containsExactly(2L, 1L);
        assertThat(cohort(customers, "2026-03", 1)).containsExactly(1L);
        assertThat(ratio(customers, Metric.REPEAT_RATE, "2027-01-01")).isEqualTo("4/6");
        // Matured on 31 March are those whose first order was on 30 January or before.
        assertThat(ratio(customers, Metric.REPURCHASE_60D, "2026-01-31")).isEqualTo("1/3");
    }

    @Test
    void anEarlierOrderThatComesLateMovesTheCustomerToItsTrueCohort() {
        List<List<Contribution>> customers = sixCustomers(true);

        assertThat(cohort(customers, "2026-01", 3)).containsExactly(4L, 2L, 2L);
        assertThat(cohort(customers, "2026-02", 2)).containsExactly(1L, 1L);
        assertThat(ratio(customers, Metric.REPURCHASE_60D, "2026-01-31")).isEqualTo("2/4");
    }

    @Test
    void twoOrdersOnOneDayAreTwoOrders() {
        List<Contribution> found = of("2026-01-05", "2026-01-05");

        assertThat(found).filteredOn(each -> each.metric() == Metric.REPEAT_RATE).singleElement()
                .extracting(Contribution::numerator).isEqualTo(1L);
        assertThat(found).filteredOn(each -> each.metric() == Metric.REPURCHASE_60D).singleElement()
                .extracting(Contribution::numerator).isEqualTo(1L);
    }

    @Test
    void theSixtiethDayStillCounts() {
        assertThat(ratio(List.of(of("2026-01-01", "2026-03-02")), Metric.REPURCHASE_60D, "2027-01-01")).isEqualTo("1/1");
        assertThat(ratio(List.of(of("2026-01-01", "2026-03-03")), Metric.REPURCHASE_60D, "2027-01-01")).isEqualTo("0/1");
    }

    @Test
    void aCustomerWithoutACountedOrderAddsNothing() {
        UUID customer = UUID.randomUUID();
        OrderFact cancelled = new OrderFact(customer, "CANCELLED", null, null,
                LocalDate.parse("2026-01-01").atStartOfDay(ZoneOffset.UTC).toInstant(), null, null, TEN, null, null, null, null,
                null);

        assertThat(CustomerContributions.of(customer, Map.of(UUID.randomUUID(), cancelled), ZoneOffset.UTC)).isEmpty();
    }
}
