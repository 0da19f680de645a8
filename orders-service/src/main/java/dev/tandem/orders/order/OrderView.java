package dev.tandem.orders.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.listing.Sorted;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.Precision;

/** An order as clients read it, with its lines, its ledger and what may still be given back. */
@Schema(name = "Order")
public record OrderView(UUID id, @Schema(example = "100001") @Searched @Nullable String orderNo, UUID customerId,
        OrderStatus status,
        PaymentStatus paymentStatus, FulfillmentStatus fulfillmentStatus, @Schema(example = "WEB") @Nullable String channel,
        @Schema(example = "ID") @Nullable String country, @Sorted(path = "occurred.occurredAt") Instant occurredAt,
        LocalDate occurredOn, Precision precision,
        List<Line> lines, Money linesTotal, Money discountTotal, Money taxTotal, Money shippingTotal, Money total,
        Money capturedTotal, Money refundedTotal, Money refundableTotal, List<PaymentItem> payments,
        @Nullable String cancelReason, List<ExternalId> externalIds, Source source, Instant createdAt, Instant updatedAt,
        long version) {

    /** One line of the order. */
    @Schema(name = "OrderLine")
    public record Line(int lineNo, @Nullable UUID productId, @Nullable String sku, @Nullable String description, int quantity,
            @Nullable Money unitPrice, Money lineTotal) {
    }

    /** One payment of the order. */
    @Schema(name = "Payment")
    public record PaymentItem(UUID id, PaymentMethod method, String provider, PaymentState state,
            List<TransactionItem> transactions) {
    }

    /** One entry of a payment's ledger. */
    @Schema(name = "PaymentTransaction")
    public record TransactionItem(UUID id, TransactionType type, TransactionState state, Money amount, Instant occurredAt,
            LocalDate occurredOn, Precision precision, @Nullable String reference, @Nullable String reason) {

        static TransactionItem of(PaymentTransaction entry) {
            return new TransactionItem(entry.id(), entry.type(), entry.state(), entry.amount(), entry.occurred().occurredAt(),
                    entry.occurred().occurredOn(), entry.occurred().precision(), entry.reference(), entry.reason());
        }
    }

    static OrderView of(Order order, List<ExternalId> externalIds) {
        Ledger ledger = order.ledger();
        OrderTotals totals = order.totals();
        return new OrderView(order.id(), order.orderNo(), order.customerId(), order.status(), order.paymentStatus(),
                order.fulfillmentStatus(), order.channel(), order.country(), order.occurred().occurredAt(),
                order.occurred().occurredOn(),
                order.occurred().precision(), lines(order.lines()), totals.lines(), totals.discount(), totals.tax(),
                totals.shipping(), totals.total(), ledger.captured(), ledger.refunded(), ledger.refundable(),
                order.payments().stream().map(OrderView::payment).toList(), order.cancelReason(), externalIds, order.source(),
                order.createdAt(), order.updatedAt(), order.version());
    }

    private static List<Line> lines(List<OrderLine> lines) {
        return java.util.stream.IntStream.range(0, lines.size()).mapToObj(i -> {
            OrderLine line = lines.get(i);
            return new Line(i + 1, line.productId(), line.sku(), line.description(), line.quantity(), line.unitPrice(),
                    line.lineTotal());
        }).toList();
    }

    private static PaymentItem payment(Payment payment) {
        return new PaymentItem(payment.id(), payment.method(), payment.provider(), payment.state(),
                payment.transactions().stream().map(TransactionItem::of).toList());
    }
}
