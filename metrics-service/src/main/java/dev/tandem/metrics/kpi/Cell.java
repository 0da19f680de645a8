package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;

/**
 * A sum of contributions: of one day or whole month, one group, one original currency and, where asked, one bucket.
 * The group's values are as the engine stores them, with {@link #NOT_SET} for a value that is absent.
 */
record Cell(LocalDate start, List<String> group, String currency, int bucket, BigInteger num, BigInteger den,
        BigInteger cnt) {

    /** How the engine writes the absence of a dimension's value. */
    static final String NOT_SET = "∅";
    /** How the engine writes that a fact has no currency. */
    static final String NO_CURRENCY = "XXX";

    boolean isEmpty() {
        return num.signum() == 0 && den.signum() == 0 && cnt.signum() == 0;
    }
}
