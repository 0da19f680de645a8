package dev.tandem.metrics.kpi;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Which rows to list behind a figure. {@code currency} is set where facts in another one are no part of it,
 * {@code perPart} where one record holds several facts, such as an order its payments, {@code ranked} where the rank of
 * a row decides the figure. {@code total} is what an earlier page found, so that only the first page adds all up.
 */
record ExplainQuestion(CellQuestion cells, @Nullable String currency, @Nullable Integer bucket, boolean perPart,
        boolean ranked, @Nullable Place after, ExplainRows.@Nullable Total total, int limit) {

    /** The last row of the page before. */
    record Place(LocalDate day, UUID id, String part) {
    }
}
