package dev.tandem.metrics.rollup;

/**
 * Numerator, denominator and number of contributions in a cell, or a change of them.
 *
 * @param covered in a cell of a reporting currency, the original minor units that were converted
 */
public record CellSum(long numerator, long denominator, long count, long covered) {

    static final CellSum ZERO = new CellSum(0, 0, 0, 0);

    public CellSum plus(CellSum other) {
        return new CellSum(Math.addExact(numerator, other.numerator), Math.addExact(denominator, other.denominator),
                count + other.count, Math.addExact(covered, other.covered));
    }

    public boolean isZero() {
        return numerator == 0 && denominator == 0 && count == 0 && covered == 0;
    }
}
