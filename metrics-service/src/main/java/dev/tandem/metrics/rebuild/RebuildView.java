package dev.tandem.metrics.rebuild;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.generation.Generation;

/** A generation as administrators see it. */
public record RebuildView(int id, Generation.State state, String reason, int lanes, String timeZone, String currency,
        boolean acceptDifferences, @Nullable String result, @Nullable String requestedBy, Instant createdAt,
        @Nullable Instant activatedAt, @Nullable Instant retiredAt) {

    static RebuildView of(Generation generation) {
        return new RebuildView(generation.id(), generation.state(), generation.reason(), generation.lanes(),
                generation.timeZone().getId(), generation.currency(), generation.acceptDifferences(),
                generation.result(), generation.requestedBy(), generation.createdAt(), generation.activatedAt(),
                generation.retiredAt());
    }
}
