package dev.tandem.metrics.exchangerate;

import java.time.LocalDate;
import java.util.UUID;

/** An explicit order to pick the rates of closed facts once more, with everything that is known at its turn. */
record Restatement(UUID id, Order order, ExchangeRate.Turn turn, String recordedBy) {

    /** Facts of the pair in either direction, with days in [from, to). */
    record Order(CurrencyPair pair, LocalDate from, LocalDate to, String reason) {
    }
}
