package dev.tandem.orders.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.Precision;

/** What the feed says about an order: ids, codes and amounts, nothing a person wrote and nothing about a person. */
record OrderFact(UUID id, @Nullable String orderNo, UUID customerId, OrderStatus status, @Nullable String channel,
        @Nullable String country, Instant occurredAt, LocalDate occurredOn, Precision precision, String currency, Money total,
        Money discountTotal, Money taxTotal, Money shippingTotal, List<LineFact> lines, List<PaymentFact> payments,
        PaymentStatus paymentStatus, Source recordSource, @Nullable String externalId, long version) {

    /** One line, without its description: that is free text. */
    record LineFact(int lineNo, @Nullable UUID productId, @Nullable String sku, int quantity, Money lineTotal) {
    }

    /** One entry of the ledger that moved money for good. */
    record PaymentFact(UUID id, TransactionType type, TransactionState state, Money amount, Instant occurredAt,
            LocalDate occurredOn, Precision precision) {
    }

    static OrderFact of(Order order, @Nullable String externalId) {
        return new OrderFact(order.id(), order.orderNo(), order.customerId(), order.status(), order.channel(), order.country(),
                order.occurred().occurredAt(), order.occurred().occurredOn(), order.occurred().precision(), order.currency(),
                order.total(), order.totals().discount(), order.totals().tax(), order.totals().shipping(), lines(order),
                payments(order),
                order.paymentStatus(), order.source(), externalId, order.version());
    }

    private static List<LineFact> lines(Order order) {
        List<LineFact> facts = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            facts.add(new LineFact(facts.size() + 1, line.productId(), line.sku(), line.quantity(), line.lineTotal()));
        }
        return facts;
    }

    private static List<PaymentFact> payments(Order order) {
        List<PaymentFact> facts = new ArrayList<>();
        for (Payment payment : order.payments()) {
            for (PaymentTransaction entry : payment.transactions()) {
                if (entry.type() == TransactionType.CAPTURE || entry.type() == TransactionType.REFUND) {
                    facts.add(new PaymentFact(entry.id(), entry.type(), entry.state(), entry.amount(),
                            entry.occurred().occurredAt(), entry.occurred().occurredOn(), entry.occurred().precision()));
                }
            }
        }
        return facts;
    }
}
