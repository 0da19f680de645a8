package dev.tandem.metrics.contribution;

import java.time.LocalDate;
import java.util.UUID;

/**
 * One addend of one metric, in whole numbers only, so that sums are exact however they are split. An amount of another
 * currency adds once as it is and once more for each reporting currency.
 *
 * @param part tells apart several addends of one record in one metric
 * @param bucket whole days, month index of a cohort, or of a pipeline: 0 value, 1 undated, 2 unpriced
 * @param currency ISO 4217 of the fact, {@link #NO_CURRENCY} for none
 * @param reporting the currency that a converted numerator is in, {@link #ORIGINAL} for the fact's own
 * @param covered what of the fact's own minor units a converted numerator stands for
 */
public record Contribution(Metric metric, UUID subject, Owner owner, String part, LocalDate day, int bucket,
        String currency, Dimensions dimensions, long numerator, long denominator, String reporting, long covered,
        Standing standing) {

    public static final String NO_CURRENCY = "XXX";
    /** The reporting currency of what is not converted. */
    public static final String ORIGINAL = "";
    /** The day of what has none. */
    public static final LocalDate UNDATED = LocalDate.of(9999, 12, 31);
    public static final int PIPELINE_UNDATED = 1;
    public static final int PIPELINE_UNPRICED = 2;

    /** How a contribution stands to the rates. */
    public enum Standing {
        /** As the fact says it; no rate is involved. */
        ORIGINAL,
        /** Converted for good. */
        SETTLED,
        /** Converted by the rate published last. */
        MOVING,
        /** No rate is known: it adds nothing and is kept to be found when one comes. */
        LACKING
    }

    /** What identifies a contribution among those of its record. */
    public record Key(Metric metric, String part, String reporting) {
    }

    public Contribution(Metric metric, UUID subject, Owner owner, String part, LocalDate day, int bucket,
            String currency, Dimensions dimensions, long numerator, long denominator) {
        this(metric, subject, owner, part, day, bucket, currency, dimensions, numerator, denominator, ORIGINAL, 0,
                Standing.ORIGINAL);
    }

    Contribution converted(String target, long minor, Standing how) {
        return new Contribution(metric, subject, owner, part, day, bucket, currency, dimensions, minor, denominator,
                target, numerator, how);
    }

    Contribution lacking(String target) {
        return new Contribution(metric, subject, owner, part, day, bucket, currency, dimensions, 0, 0, target, 0,
                Standing.LACKING);
    }

    public Key key() {
        return new Key(metric, part, reporting);
    }

    /** Whether it is part of the figures. */
    public boolean isCounted() {
        return standing != Standing.LACKING;
    }

    public boolean isConverted() {
        return !reporting.equals(ORIGINAL);
    }
}
