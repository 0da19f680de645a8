package dev.tandem.metrics.contribution;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tandem.metrics.state.OrderFact;

/** What one order and its payments add to the B2C metrics. */
public final class OrderContributions {

    private OrderContributions() {
    }

    public static List<Contribution> of(UUID id, OrderFact order, ZoneId zone) {
        List<Contribution> found = new ArrayList<>();
        UUID subject = subject(id, order);
        Owner owner = new Owner(Owner.Kind.ORDER, id);
        Dimensions dimensions = Dimensions.ofOrder(order.country(), order.channel());
        if (order.isCounted()) {
            LocalDate day = day(order, zone);
            String currency = order.total().currency();
            found.add(new Contribution(Metric.ORDERS, subject, owner, "", day, 0, currency, dimensions, 1, 0));
            found.add(new Contribution(Metric.AOV, subject, owner, "", day, 0, currency, dimensions,
                    order.total().minor(), 1));
        }
        for (OrderFact.Payment payment : order.allPayments()) {
            long minor = payment.amount().minor();
            long signed = switch (payment.type()) {
                case "CAPTURE" -> minor;
                case "REFUND" -> -minor;
                default -> 0;
            };
            if (signed != 0 && (payment.state() == null || payment.state().equals("SUCCEEDED"))) {
                LocalDate day = Objects.requireNonNull(
                        BusinessDay.of(payment.occurredAt(), payment.occurredOn(), payment.precision(), zone));
                found.add(new Contribution(Metric.REVENUE, subject, owner, payment.id().toString(), day, 0,
                        payment.amount().currency(), dimensions, signed, 0));
            }
        }
        return found;
    }

    /** Whom an order is about: its customer, or the order itself where nobody is known. */
    public static UUID subject(UUID id, OrderFact order) {
        return order.customerId() == null ? id : order.customerId();
    }

    static LocalDate day(OrderFact order, ZoneId zone) {
        return Objects.requireNonNull(
                BusinessDay.of(order.occurredAt(), order.occurredOn(), order.precision(), zone));
    }
}
