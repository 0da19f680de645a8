package dev.tandem.orders.order;

/** Where one payment of an order stands; follows from its ledger. */
public enum PaymentState {
    CREATED,
    AUTHORIZED,
    PARTIALLY_CAPTURED,
    CAPTURED,
    FAILED,
    VOIDED
}
