package dev.tandem.metrics.kpi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact figure before it is rounded for the reader: bands compare this, never what is shown.
 * The denominator is positive.
 */
record Ratio(BigDecimal numerator, BigInteger denominator) {

    Ratio {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("A ratio needs a positive denominator.");
        }
    }

    static Ratio of(BigInteger whole) {
        return new Ratio(new BigDecimal(whole), BigInteger.ONE);
    }

    BigDecimal rounded(int decimals) {
        return numerator.divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_UP);
    }

    int compareTo(BigDecimal edge) {
        return numerator.compareTo(edge.multiply(new BigDecimal(denominator)));
    }
}
