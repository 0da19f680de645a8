package dev.tandem.orders.order;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;

/** Orders made by the verbs of the domain. */
final class OrderFixtures {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final String BY = "tester";
    static final CompanyCalendar CALENDAR = new CompanyCalendar(ZoneId.of("Asia/Jakarta"), "USD", 1,
            Clock.fixed(NOW, ZoneOffset.UTC));
    static final BusinessTime WHEN = CALENDAR.at(NOW);

    private OrderFixtures() {
    }

    static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    static OrderLine line(Money total) {
        return OrderLine.of(null, null, "CDs", 1, null, total);
    }

    static OrderDetails details(Money... lineTotals) {
        List<OrderLine> lines = Stream.of(lineTotals).map(OrderFixtures::line).toList();
        return OrderDetails.of("1", UUID.fromString("0198f0c2-7d6e-7cc3-98c4-dc0c0c07398f"), "WEB", "ID", WHEN, lines, null,
                null, null);
    }

    static Order pendingOrder(Money total) {
        return Order.place(Ids.next(), Source.API, NOW, BY, details(total));
    }

    static Order paidOrder(Money total) {
        Order order = pendingOrder(total);
        order.pay(PaymentMethod.CARD, "sandbox", total, true, WHEN, null, NOW, BY);
        return order;
    }

    static Order authorizedOrder(Money total) {
        Order order = pendingOrder(total);
        order.pay(PaymentMethod.CARD, "sandbox", total, false, WHEN, null, NOW, BY);
        return order;
    }

    static Order importedOrder(OrderDetails details) {
        return Order.imported(Ids.next(), NOW, BY, details, OrderStatus.COMPLETED);
    }

    static OrderDetails on(LocalDate day, Money... lineTotals) {
        OrderDetails details = details(lineTotals);
        return new OrderDetails(details.orderNo(), details.customerId(), details.channel(), details.country(),
                CALENDAR.on(day), details.lines(), details.discount(), details.tax(), details.shipping());
    }

    static PaymentTransaction refund(Order order, String amount, TransactionState as) {
        return order.refund(null, usd(amount), as, WHEN, null, null, NOW, BY);
    }
}
