package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** One page of the rows behind a figure, and what all of its rows come to. */
record ExplainRows(List<Row> rows, long count, BigInteger num, BigInteger den) {

    static final ExplainRows NONE = new ExplainRows(List.of(), 0, BigInteger.ZERO, BigInteger.ZERO);

    /** One record's share. The rank counts from 1 in ascending order of days. */
    record Row(String kind, UUID entityId, String part, @Nullable String externalId, LocalDate day, String currency,
            BigInteger num, BigInteger den, long rank) {
    }
}
