package dev.tandem.orders.order;

import java.util.Collection;

import dev.tandem.platform.money.Money;

/**
 * The sums of a ledger, so that every rule about money reads the same figures.
 *
 * @param authorized held but not yet taken
 * @param captured taken for good
 * @param refunded given back for good
 * @param refunding promised back: done or under way, because a refund under way must not be promised twice
 * @param chargedBack taken back by the buyer's bank, done or under way
 */
record Ledger(Money authorized, Money captured, Money refunded, Money refunding, Money chargedBack) {

    static Ledger of(Collection<Payment> payments, String currency) {
        Ledger sum = empty(currency);
        for (Payment payment : payments) {
            sum = sum.plus(payment.ledger());
        }
        return sum;
    }

    static Ledger empty(String currency) {
        Money zero = Money.zero(currency);
        return new Ledger(zero, zero, zero, zero, zero);
    }

    /** What may still be promised back. */
    Money refundable() {
        return captured.minus(refunding).minus(chargedBack);
    }

    /** What has been taken or is held; an order is covered when this reaches its total. */
    Money secured() {
        return captured.plus(authorized);
    }

    private Ledger plus(Ledger other) {
        return new Ledger(authorized.plus(other.authorized), captured.plus(other.captured), refunded.plus(other.refunded),
                refunding.plus(other.refunding), chargedBack.plus(other.chargedBack));
    }
}
