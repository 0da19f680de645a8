package dev.tandem.metrics.contribution;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import dev.tandem.metrics.state.OrderFact;

/**
 * What one customer adds to the metrics of coming back. It is always computed from all of the customer's orders, so an
 * earlier order that arrives late moves the customer to its true cohort.
 */
public final class CustomerContributions {

    private static final int REPURCHASE_DAYS = 60;

    private record Placed(UUID id, OrderFact order, LocalDate day) {
    }

    private CustomerContributions() {
    }

    /** @param orders the customer's existing orders by id, counted or not */
    public static List<Contribution> of(UUID customer, Map<UUID, OrderFact> orders, ZoneId zone) {
        List<Placed> placed = orders.entrySet().stream().filter(entry -> entry.getValue().isCounted())
                .map(entry -> new Placed(entry.getKey(), entry.getValue(),
                        OrderContributions.day(entry.getValue(), zone)))
                .sorted(Comparator.comparing((Placed order) -> order.order().occurredAt()).thenComparing(Placed::id))
                .toList();
        List<Contribution> found = new ArrayList<>();
        if (placed.isEmpty()) {
            return found;
        }
        OrderFact first = placed.getFirst().order();
        LocalDate day = placed.getFirst().day();
        Owner owner = new Owner(Owner.Kind.CUSTOMER, customer);
        Dimensions dimensions = Dimensions.ofOrder(first.country(), first.channel());
        String currency = first.total().currency();
        boolean back = placed.size() > 1;
        boolean soon = back && ChronoUnit.DAYS.between(day, placed.get(1).day()) <= REPURCHASE_DAYS;
        found.add(new Contribution(Metric.REPEAT_RATE, customer, owner, "", day, 0, currency, dimensions,
                back ? 1 : 0, 1));
        found.add(new Contribution(Metric.REPURCHASE_60D, customer, owner, "", day, 0, currency, dimensions,
                soon ? 1 : 0, 1));
        YearMonth cohort = YearMonth.from(day);
        TreeSet<Integer> active = new TreeSet<>();
        placed.forEach(order -> active.add((int) ChronoUnit.MONTHS.between(cohort, YearMonth.from(order.day()))));
        active.forEach(month -> found.add(new Contribution(Metric.CUSTOMER_COHORT, customer, owner,
                Integer.toString(month), cohort.atDay(1), month, Contribution.NO_CURRENCY,
                Dimensions.ofOrder(null, null), 1, 0)));
        return found;
    }
}
