package dev.tandem.metrics.state;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Since when a closed amount of a record has its day and currency: the instant by which its rates are chosen for good.
 *
 * @param fact tells apart the amounts of one record; empty for its total, else the payment's id
 */
public record Pick(String fact, String currency, LocalDate day, Instant knownAt) {

    /** Whether this is still the same amount, so that the choice stands. */
    public boolean isOf(String otherFact, String otherCurrency, LocalDate otherDay) {
        return fact.equals(otherFact) && currency.equals(otherCurrency) && day.equals(otherDay);
    }
}
