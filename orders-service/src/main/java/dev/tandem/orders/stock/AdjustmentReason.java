package dev.tandem.orders.stock;

/** Why the pieces on the shelf are more or fewer than before, other than by a sale. */
public enum AdjustmentReason {
    RECEIVED,
    /** Somebody counted, and it was another number. */
    COUNTED,
    DAMAGED,
    LOST,
    /** A buyer sent it back and it can be sold again. */
    RETURNED,
    OTHER
}
