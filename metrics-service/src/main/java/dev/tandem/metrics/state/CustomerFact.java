package dev.tandem.metrics.state;

import org.jspecify.annotations.Nullable;

/** A buyer, known here by ids and country alone. */
public record CustomerFact(@Nullable String status, @Nullable String country, @Nullable String externalId)
        implements
            Fact {
}
