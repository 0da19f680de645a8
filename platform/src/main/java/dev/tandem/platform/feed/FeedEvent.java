package dev.tandem.platform.feed;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** One row of the outbox as it is served; {@code data} is JSON text. */
record FeedEvent(FeedPosition position, UUID id, UUID entityId, long version, String change, Instant occurredAt,
        Instant recordedAt, @Nullable String data) {
}
