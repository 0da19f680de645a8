package dev.tandem.metrics.rollup;

import java.time.LocalDate;

import dev.tandem.metrics.contribution.Metric;

/**
 * What one stored sum is about.
 *
 * @param dims names of the dimensions, sorted, comma between; empty for none
 * @param v1 value of the first one; {@link #NOT_SET} where a fact has none
 */
public record CellKey(Metric metric, Grain grain, LocalDate start, String dims, String v1, String v2, String currency,
        int bucket) {

    /** Stands for "not set" in a cell's key, where SQL's null could not be compared. */
    public static final String NOT_SET = "∅";

    /** The spans that are summed up; longer ones are made of months and edge days. */
    public enum Grain {
        DAY,
        MONTH
    }
}
