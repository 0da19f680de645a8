package dev.tandem.orders.order;

/** Where the goods of an order are, in one word; always derived, never set by a client. */
public enum FulfillmentStatus {
    UNFULFILLED,
    DELIVERED,
    /** Every piece of it has come back. */
    RETURNED;

    static FulfillmentStatus of(OrderStatus status, long ordered, long returned) {
        if (returned >= ordered) {
            return RETURNED;
        }
        return status == OrderStatus.COMPLETED ? DELIVERED : UNFULFILLED;
    }
}
