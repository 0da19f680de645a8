package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** One page of the rows behind a figure, and what all of its rows come to. */
record ExplainRows(List<Row> rows, Total total) {

    static final ExplainRows NONE = new ExplainRows(List.of(), new Total(0, BigInteger.ZERO, BigInteger.ZERO));

    /** What all rows of all pages come to. */
    record Total(long count, BigInteger num, BigInteger den) {
    }

    /**
     * One record's share. The rank counts from 1 in ascending order of days; 0 where no rank was asked for.
     *
     * @param currency the record's own
     * @param covered what of the record's own minor units was converted; null where the numerator is in its currency
     */
    record Row(String kind, UUID entityId, String part, @Nullable String externalId, LocalDate day, String currency,
            @Nullable BigInteger covered, BigInteger num, BigInteger den, long rank) {
    }
}
