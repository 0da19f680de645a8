package dev.tandem.metrics.contribution;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.state.OrderFact;
import dev.tandem.platform.money.Money;

/** What one order and its payments add to the B2C metrics. */
public final class OrderContributions {

    private OrderContributions() {
    }

    public static List<Contribution> of(UUID id, OrderFact order, ZoneId zone, Converter converter) {
        List<Contribution> found = new ArrayList<>();
        UUID subject = subject(id, order);
        Owner owner = new Owner(Owner.Kind.ORDER, id);
        Dimensions dimensions = Dimensions.ofOrder(order.country(), order.channel());
        if (order.isCounted()) {
            LocalDate day = day(order, zone);
            String currency = order.total().currency();
            found.add(new Contribution(Metric.ORDERS, subject, owner, "", day, 0, currency, dimensions, 1, 0));
            add(found, new Contribution(Metric.AOV, subject, owner, "", day, 0, currency, dimensions,
                    order.total().minor(), 1), ClosedAmount.TOTAL, converter);
            units(order).forEach((product, pieces) -> found.add(new Contribution(Metric.UNITS, subject, owner, product,
                    day, 0, currency, dimensions.withProduct(product.isEmpty() ? null : product), pieces, 0)));
        }
        if (order.isDelivered()) {
            found.add(new Contribution(Metric.REVIEW_RATE, subject, owner, "", day(order, zone), 0,
                    Contribution.NO_CURRENCY, dimensions.withProduct(mainProduct(order)), 0, 1));
        }
        for (OrderFact.Payment payment : order.allPayments()) {
            long signed = signed(payment);
            if (signed != 0) {
                String fact = payment.id().toString();
                add(found, new Contribution(Metric.REVENUE, subject, owner, fact, day(payment, zone), 0,
                        payment.amount().currency(), dimensions, signed, 1), fact, converter);
            }
        }
        return found;
    }

    /** Pieces by product; those of no known product stand under the empty text. */
    private static SortedMap<String, Long> units(OrderFact order) {
        SortedMap<String, Long> pieces = new TreeMap<>();
        order.allLines().forEach(line -> pieces.merge(product(line), (long) line.quantity(), Math::addExact));
        return pieces;
    }

    /** An order is delivered once, so it counts for the product of its largest line, of equal ones the first. */
    private static @Nullable String mainProduct(OrderFact order) {
        return order.allLines().stream()
                .max(Comparator.comparingLong(OrderContributions::size)
                        .thenComparing(OrderFact.Line::lineNo, Comparator.reverseOrder()))
                .map(OrderContributions::product).filter(product -> !product.isEmpty()).orElse(null);
    }

    private static long size(OrderFact.Line line) {
        return line.lineTotal() == null ? 0 : line.lineTotal().minor();
    }

    private static String product(OrderFact.Line line) {
        return line.productId() == null ? "" : line.productId().toString();
    }

    /** The total of an order that counts and every movement of its money. */
    public static List<ClosedAmount> closedAmounts(OrderFact order, ZoneId zone) {
        List<ClosedAmount> found = new ArrayList<>();
        if (order.isCounted()) {
            found.add(new ClosedAmount(ClosedAmount.TOTAL, order.total().currency(), day(order, zone)));
        }
        order.allPayments().stream().filter(payment -> signed(payment) != 0).forEach(payment -> found.add(
                new ClosedAmount(payment.id().toString(), payment.amount().currency(), day(payment, zone))));
        return found;
    }

    private static void add(List<Contribution> found, Contribution original, String fact, Converter converter) {
        found.add(original);
        for (String target : converter.targets(original.currency())) {
            OptionalLong converted = converter.closed(fact, new Money(original.numerator(), original.currency()),
                    original.day(), target);
            found.add(converted.isEmpty() ? original.lacking(target)
                    : original.converted(target, converted.getAsLong(), Contribution.Standing.SETTLED));
        }
    }

    private static long signed(OrderFact.Payment payment) {
        if (payment.state() != null && !payment.state().equals("SUCCEEDED")) {
            return 0;
        }
        return switch (payment.type()) {
            case "CAPTURE" -> payment.amount().minor();
            case "REFUND" -> -payment.amount().minor();
            default -> 0;
        };
    }

    private static LocalDate day(OrderFact.Payment payment, ZoneId zone) {
        return Objects.requireNonNull(
                BusinessDay.of(payment.occurredAt(), payment.occurredOn(), payment.precision(), zone));
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
