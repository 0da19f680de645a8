package dev.tandem.orders.order;

/** Whether an entry of the ledger has come true. */
public enum TransactionState {
    PENDING,
    SUCCEEDED,
    FAILED
}
