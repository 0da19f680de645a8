package dev.tandem.metrics.contribution;

import java.time.LocalDate;

/**
 * An amount whose rates are picked once: they belong to the day on which it was closed.
 *
 * @param fact {@link #TOTAL} of the record, or the id of a payment
 */
public record ClosedAmount(String fact, String currency, LocalDate day) {

    static final String TOTAL = "";
}
