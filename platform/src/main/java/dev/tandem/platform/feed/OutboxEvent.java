package dev.tandem.platform.feed;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event to be published: the state of an entity after a change.
 *
 * @param change {@code UPSERT}, {@code DELETED} or {@code ERASED}
 * @param occurredAt business time
 * @param data the full state; never anything personal
 */
public record OutboxEvent(String kind, UUID entityId, long version, String change, Instant occurredAt,
        @Nullable JsonNode data) {
}
