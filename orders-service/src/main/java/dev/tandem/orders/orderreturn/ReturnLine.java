package dev.tandem.orders.orderreturn;

import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.order.SoldOrder;
import dev.tandem.platform.money.Money;

/**
 * The pieces of one line of an order that come back.
 *
 * @param claimed how many of the line's pieces nobody else can send back because of this
 * @param goods what was paid for the pieces that have arrived, without tax; null until then
 * @param tax the tax on them
 */
@Embeddable
record ReturnLine(
        @Column(name = "order_id") UUID orderId,
        @Column(name = "product_id") @Nullable UUID productId,
        @Column(name = "sku") @Nullable String sku,
        @Column(name = "reason") @Enumerated(EnumType.STRING) ReturnReason reason,
        @Column(name = "requested_qty") int requested,
        @Column(name = "received_qty") @Nullable Integer received,
        @Column(name = "claimed_qty") int claimed,
        @Column(name = "condition") @Enumerated(EnumType.STRING) @Nullable Condition condition,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "refund_goods_minor")) @AttributeOverride(name = "currency", column = @Column(name = "refund_goods_currency", columnDefinition = "bpchar(3)")) @Nullable Money goods,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "refund_tax_minor")) @AttributeOverride(name = "currency", column = @Column(name = "refund_tax_currency", columnDefinition = "bpchar(3)")) @Nullable Money tax) {

    /** What somebody wants to send back of one line. */
    record Wish(int lineNo, int quantity, ReturnReason reason) {
    }

    /** What has arrived of one line. */
    record Arrival(int lineNo, int quantity, @Nullable Condition condition) {
    }

    /**
     * What all returns of an order come to for one of its lines.
     *
     * @param claimed pieces that are on their way back or have arrived
     * @param received pieces that have arrived
     * @param goods what those were worth without tax, in minor units
     * @param tax the tax on them, in minor units
     */
    record Taken(int claimed, int received, long goods, long tax) {

        static final Taken NOTHING = new Taken(0, 0, 0, 0);
    }

    static ReturnLine of(SoldOrder order, SoldOrder.Line line, Wish wish) {
        return new ReturnLine(order.id(), line.productId(), line.sku(), wish.reason(), wish.quantity(), null, wish.quantity(),
                null, null, null);
    }

    ReturnLine arrived(Arrival arrival, SoldOrder.Line line, Taken before) {
        Money goods = line.paid().goods();
        Money tax = line.paid().tax();
        return new ReturnLine(orderId, productId, sku, reason, requested, arrival.quantity(), arrival.quantity(),
                arrival.condition(),
                Pieces.next(arrival.quantity(), before.received(), new Money(before.goods(), goods.currency()), line.quantity(),
                        goods),
                Pieces.next(arrival.quantity(), before.received(), new Money(before.tax(), tax.currency()), line.quantity(),
                        tax));
    }

    /** Nothing comes back after all. */
    ReturnLine letGo() {
        return new ReturnLine(orderId, productId, sku, reason, requested, received, 0, condition, goods, tax);
    }

    /** What the pieces that have arrived are worth. */
    @Nullable
    Money refund() {
        return goods == null || tax == null ? null : goods.plus(tax);
    }
}
