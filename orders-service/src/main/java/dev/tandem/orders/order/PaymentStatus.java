package dev.tandem.orders.order;

import dev.tandem.platform.money.Money;

/** What the ledger says about an order, in one word; always derived, never set by a client. */
public enum PaymentStatus {
    NOT_PAID,
    AUTHORIZED,
    PARTIALLY_PAID,
    PAID,
    PARTIALLY_REFUNDED,
    REFUNDED,
    CHARGEBACK;

    /** An order that costs nothing is paid from the start. */
    static PaymentStatus of(Money total, Ledger ledger) {
        if (!ledger.chargedBack().isZero()) {
            return CHARGEBACK;
        }
        if (!ledger.refunded().isZero()) {
            return ledger.refunded().minor() < ledger.captured().minor() ? PARTIALLY_REFUNDED : REFUNDED;
        }
        if (ledger.captured().minor() >= total.minor()) {
            return PAID;
        }
        if (!ledger.captured().isZero()) {
            return PARTIALLY_PAID;
        }
        return ledger.authorized().isZero() ? NOT_PAID : AUTHORIZED;
    }
}
