package dev.tandem.metrics.state;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A sales team under its manager. */
public record TeamFact(@Nullable String code, @Nullable UUID managerId, @Nullable String region,
        @Nullable String externalId) implements Fact {
}
