package dev.tandem.orders.order;

import java.util.EnumSet;
import java.util.Set;

/** Where an order stands; what may follow is decided here and nowhere else. */
public enum OrderStatus {
    PENDING_PAYMENT,
    CONFIRMED,
    PROCESSING,
    COMPLETED,
    ON_HOLD,
    CANCELLED,
    EXPIRED;

    boolean canMoveTo(OrderStatus next) {
        return following().contains(next);
    }

    private Set<OrderStatus> following() {
        return switch (this) {
            case PENDING_PAYMENT -> EnumSet.of(CONFIRMED, EXPIRED, CANCELLED);
            case CONFIRMED -> EnumSet.of(PROCESSING, ON_HOLD, CANCELLED);
            case PROCESSING -> EnumSet.of(COMPLETED, CANCELLED);
            case ON_HOLD -> EnumSet.of(CONFIRMED);
            case COMPLETED, CANCELLED, EXPIRED -> EnumSet.noneOf(OrderStatus.class);
        };
    }

    /** Whether an order of the past in this state was paid for, as far as a source without payments can tell. */
    boolean impliesPayment() {
        return this == CONFIRMED || this == PROCESSING || this == COMPLETED || this == ON_HOLD;
    }

    /** Whether the order has neither left the house nor come to nothing. */
    boolean isUnderWay() {
        return this != COMPLETED && !isVoid();
    }

    /** Whether the order has come to nothing, so that no money may be taken for it. */
    boolean isVoid() {
        return this == CANCELLED || this == EXPIRED;
    }
}
