package dev.tandem.metrics.ingest;

import java.time.LocalDate;

/**
 * Facts whose conversion something about rates may change.
 *
 * @param settled those converted for good, else those that move with the rates or lack one
 * @param to not included
 */
public record RateSpan(String currency, String reporting, boolean settled, LocalDate from, LocalDate to) {

    /** One span for two that differ in their days. */
    RateSpan plus(RateSpan other) {
        return new RateSpan(currency, reporting, settled, from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to);
    }

    boolean isOfSameFactsAs(RateSpan other) {
        return currency.equals(other.currency) && reporting.equals(other.reporting) && settled == other.settled;
    }
}
