package dev.tandem.metrics.exchangerate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A restatement as readers get it. */
@Schema(name = "ExchangeRateRestatement", examples = RestatementResource.EXAMPLE)
record RestatementView(UUID id, String base, String quote, LocalDate from,
        @Schema(description = "The day after the last") LocalDate to, String reason,
        @Schema(description = "Rates known at this instant are used") Instant recordedAt, String recordedBy,
        @Schema(description = "Always 1: a restatement never changes") long version) {

    static final long VERSION = 1;

    static RestatementView of(Restatement restatement) {
        Restatement.Order order = restatement.order();
        return new RestatementView(restatement.id(), order.pair().base(), order.pair().quote(), order.from(), order.to(),
                order.reason(), restatement.turn().recordedAt(), restatement.recordedBy(), VERSION);
    }
}
