package dev.tandem.metrics.exchangerate;

import java.time.Instant;
import java.util.UUID;

import dev.tandem.platform.record.Source;

/** A quotation as it was recorded. It never changes: who corrects it records a newer one of the same pair and day. */
record ExchangeRate(UUID id, Quotation quotation, Turn turn, String recordedBy, Source source) {

    /** Its place in the order in which rates and restatements became known. */
    record Turn(long seq, Instant recordedAt) {
    }

    /** Whether publishing this again would say nothing new. */
    boolean says(Quotation other) {
        return quotation.key().equals(other.key()) && quotation.rate().compareTo(other.rate()) == 0;
    }
}
