package dev.tandem.orders.review;

import java.util.EnumSet;
import java.util.Set;

/** Whether others may read a review; what a moderator may decide is said here and nowhere else. */
public enum ReviewState {
    /** Nobody has looked at it, or its author has changed it since. */
    PENDING,
    APPROVED,
    REJECTED,
    /** Was approved, and is taken out of sight. */
    HIDDEN;

    boolean canBecome(ReviewState next) {
        return following().contains(next);
    }

    private Set<ReviewState> following() {
        return switch (this) {
            case PENDING -> EnumSet.of(APPROVED, REJECTED);
            case APPROVED -> EnumSet.of(HIDDEN);
            case HIDDEN -> EnumSet.of(APPROVED);
            case REJECTED -> EnumSet.noneOf(ReviewState.class);
        };
    }

    /** Whether it takes words to decide so. */
    boolean needsReason() {
        return this == REJECTED || this == HIDDEN;
    }
}
