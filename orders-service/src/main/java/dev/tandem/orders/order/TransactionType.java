package dev.tandem.orders.order;

/** What one entry of the ledger did with the buyer's money. */
public enum TransactionType {
    AUTHORIZE,
    CAPTURE,
    VOID,
    REFUND,
    CHARGEBACK
}
