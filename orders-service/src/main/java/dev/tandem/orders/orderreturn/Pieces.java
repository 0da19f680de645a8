package dev.tandem.orders.orderreturn;

import dev.tandem.platform.money.Money;

/**
 * What was paid for the pieces of a line, one by one: by largest remainder, so that the first pieces cost a minor unit more
 * where it does not come out even, and all of them together exactly what the line did.
 */
final class Pieces {

    private Pieces() {
    }

    /** What the first {@code pieces} of {@code all} cost. */
    static Money upTo(int pieces, int all, Money paid) {
        long each = paid.minor() / all;
        long left = paid.minor() % all;
        return new Money(each * pieces + Math.min(left, pieces), paid.currency());
    }

    /**
     * What the next pieces cost after others came back.
     *
     * @param before how many came back before, and how much they were worth; never more than that is added
     */
    static Money next(int pieces, int before, Money worth, int all, Money paid) {
        Money due = upTo(before + pieces, all, paid).minus(worth);
        return due.isNegative() ? Money.zero(paid.currency()) : due;
    }
}
