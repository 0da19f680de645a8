package dev.tandem.metrics.contribution;

import java.time.LocalDate;
import java.util.UUID;

/**
 * One addend of one metric, in whole numbers only, so that sums are exact however they are split.
 *
 * @param part tells apart several addends of one record in one metric
 * @param bucket whole days, month index of a cohort, or of a pipeline: 0 value, 1 undated, 2 unpriced
 * @param currency ISO 4217, {@link #NO_CURRENCY} for none
 */
public record Contribution(Metric metric, UUID subject, Owner owner, String part, LocalDate day, int bucket,
        String currency, Dimensions dimensions, long numerator, long denominator) {

    public static final String NO_CURRENCY = "XXX";
    /** The day of what has none. */
    public static final LocalDate UNDATED = LocalDate.of(9999, 12, 31);
    public static final int PIPELINE_UNDATED = 1;
    public static final int PIPELINE_UNPRICED = 2;

    /** What identifies a contribution among those of its record. */
    public record Key(Metric metric, String part) {
    }

    public Key key() {
        return new Key(metric, part);
    }
}
