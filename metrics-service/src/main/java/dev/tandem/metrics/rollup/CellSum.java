package dev.tandem.metrics.rollup;

/** Numerator, denominator and number of contributions in a cell, or a change of them. */
public record CellSum(long numerator, long denominator, long count) {

    static final CellSum ZERO = new CellSum(0, 0, 0);

    public CellSum plus(CellSum other) {
        return new CellSum(Math.addExact(numerator, other.numerator), Math.addExact(denominator, other.denominator),
                count + other.count);
    }

    public boolean isZero() {
        return numerator == 0 && denominator == 0 && count == 0;
    }
}
