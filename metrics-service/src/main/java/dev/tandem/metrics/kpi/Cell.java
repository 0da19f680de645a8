package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.rollup.CellKey;

/**
 * A sum of contributions: of one day or whole month, one group, one original currency and, where asked, one bucket.
 * The group's values are as the engine stores them, with {@link #NOT_SET} for a value that is absent.
 *
 * @param reporting the currency that the numerator was converted to, {@link #ORIGINAL} where it is the facts' own
 * @param covered of a converted cell, the original minor units that it stands for
 */
record Cell(LocalDate start, List<String> group, String currency, String reporting, int bucket, BigInteger num,
        BigInteger den, BigInteger cnt, BigInteger covered) {

    /** How the engine writes the absence of a dimension's value. */
    static final String NOT_SET = CellKey.NOT_SET;
    /** How the engine writes that a fact has no currency. */
    static final String NO_CURRENCY = Contribution.NO_CURRENCY;
    /** How the engine writes that nothing was converted. */
    static final String ORIGINAL = Contribution.ORIGINAL;

    boolean isEmpty() {
        return num.signum() == 0 && den.signum() == 0 && cnt.signum() == 0 && covered.signum() == 0;
    }

    boolean isOriginal() {
        return reporting.equals(ORIGINAL);
    }
}
