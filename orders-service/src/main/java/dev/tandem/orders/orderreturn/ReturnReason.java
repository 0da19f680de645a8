package dev.tandem.orders.orderreturn;

/** Why a buyer sends something back. */
public enum ReturnReason {
    CHANGED_MIND,
    DOES_NOT_FIT,
    NOT_AS_DESCRIBED,
    WRONG_ITEM,
    DAMAGED,
    DEFECTIVE,
    ARRIVED_LATE,
    OTHER
}
