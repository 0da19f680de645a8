package dev.tandem.orders.orderreturn;

import java.util.EnumSet;
import java.util.Set;

/** Where a return stands; what may follow is decided here and nowhere else. */
public enum ReturnStatus {
    REQUESTED,
    APPROVED,
    /** The buyer has sent it. */
    IN_TRANSIT,
    /** It has arrived and was looked at. */
    RECEIVED,
    /** The buyer has his money back. */
    REFUNDED,
    /** It ended without money. */
    CLOSED,
    REJECTED,
    CANCELLED;

    boolean canBecome(ReturnStatus next) {
        return following().contains(next);
    }

    /** Goods arrive whether or not somebody said that they were sent. */
    private Set<ReturnStatus> following() {
        return switch (this) {
            case REQUESTED -> EnumSet.of(APPROVED, REJECTED, CANCELLED);
            case APPROVED -> EnumSet.of(IN_TRANSIT, RECEIVED);
            case IN_TRANSIT -> EnumSet.of(RECEIVED);
            case RECEIVED -> EnumSet.of(REFUNDED, CLOSED);
            case REFUNDED, CLOSED, REJECTED, CANCELLED -> EnumSet.noneOf(ReturnStatus.class);
        };
    }
}
