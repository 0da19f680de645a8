package dev.tandem.metrics.state;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.tandem.platform.time.Precision;

/** A buyer's stars for one product, and whether others may read them; what he wrote is never copied here. */
public record ReviewFact(@Nullable UUID productId, int rating, String state, @Nullable String channel,
        @Nullable String country, Instant occurredAt, @Nullable LocalDate occurredOn, @Nullable Precision precision,
        @Nullable String externalId, @Nullable String recordSource) implements Fact {

    /** Whether it counts: only what everybody may read does. */
    @JsonIgnore
    public boolean isPublished() {
        return state.equals("APPROVED");
    }

    @Override
    public boolean isImported() {
        return "IMPORT".equals(recordSource);
    }
}
