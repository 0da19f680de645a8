package dev.tandem.orders.order;

/** How the buyer pays. */
public enum PaymentMethod {
    CARD,
    WALLET,
    /** Buy now, pay later. */
    BNPL,
    BANK,
    STORE_CREDIT,
    /** Paid outside this system; all that an import knows. */
    EXTERNAL
}
