package dev.tandem.orders.orderreturn;

/** What can be done with goods that have come back. */
public enum Condition {
    /** It goes on the shelf again. */
    RESALEABLE,
    UNUSABLE
}
