package dev.tandem.metrics.kpi;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Which rows to list behind a figure. {@code currency} is set where facts in another one are no part of it,
 * {@code perPart} where one record holds several facts, such as an order its payments.
 */
record ExplainQuestion(CellQuestion cells, @Nullable String currency, @Nullable Integer bucket, boolean perPart,
        @Nullable Place after, int limit) {

    /** The last row of the page before. */
    record Place(LocalDate day, UUID id, String part) {
    }
}
