package dev.tandem.metrics.conversion;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** Something that became known about rates; the order of {@code seq} is that of {@code recordedAt}. */
public sealed interface RateEntry {

    long seq();

    Instant recordedAt();

    String base();

    String quote();

    /** From {@code validFrom} on, one unit of base is {@code rate} units of quote, until the pair's next day. */
    record Rate(long seq, Instant recordedAt, String base, String quote, LocalDate validFrom,
            BigDecimal rate) implements RateEntry {
    }

    /** An order to pick the rates of closed facts of this pair, either way, with days in {@code [from, to)} anew. */
    record Restatement(long seq, Instant recordedAt, String base, String quote, LocalDate from,
            LocalDate to) implements RateEntry {

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(to);
        }
    }
}
