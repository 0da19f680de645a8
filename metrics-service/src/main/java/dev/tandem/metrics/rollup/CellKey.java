package dev.tandem.metrics.rollup;

import java.time.LocalDate;
import java.util.Comparator;

import dev.tandem.metrics.contribution.Metric;

/**
 * What one stored sum is about.
 *
 * @param dims names of the dimensions, sorted, comma between; empty for none
 * @param reporting the reporting currency of converted sums, empty for sums in the facts' own
 * @param v1 value of the first one; {@link #NOT_SET} where a fact has none
 */
public record CellKey(Metric metric, Grain grain, String dims, String reporting, LocalDate start, String v1,
        String v2, String currency, int bucket) {

    /** The order of the stored index: cells written in it touch each page once. */
    public static final Comparator<CellKey> STORED = Comparator.comparing((CellKey cell) -> cell.metric().key())
            .thenComparing(cell -> cell.grain().name()).thenComparing(CellKey::dims)
            .thenComparing(CellKey::reporting).thenComparing(CellKey::start)
            .thenComparing(CellKey::v1).thenComparing(CellKey::v2);

    /** Stands for "not set" in a cell's key, where SQL's null could not be compared. */
    public static final String NOT_SET = "∅";

    /** The spans that are summed up; longer ones are made of months and edge days. */
    public enum Grain {
        DAY,
        MONTH
    }
}
