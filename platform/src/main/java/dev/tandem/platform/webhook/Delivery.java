package dev.tandem.platform.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.feed.PublishedEvents;

/**
 * One event for one webhook.
 *
 * @param event where the event lies; null for a ping, which is made when it is sent
 * @param tries since it was queued, attempts ever
 */
record Delivery(UUID webhookId, UUID eventId, String kind, UUID entityId, @Nullable Long entityVersion,
        @Nullable String change, PublishedEvents.@Nullable Key event, long version, DeliveryState state, Instant createdAt,
        Instant dueAt, Instant queuedAt, int tries, int attempts, @Nullable Instant lastAttemptAt, @Nullable Integer status,
        @Nullable Long durationMs, @Nullable String error, @Nullable Instant finishedAt) {

    /** The kind of the event that only tries a webhook out. */
    static final String PING = "ping";

    static Delivery read(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new Delivery(row.getObject("webhook_id", UUID.class), row.getObject("event_id", UUID.class), kind,
                row.getObject("entity_id", UUID.class), row.getObject("entity_version", Long.class), row.getString("change"),
                kind.equals(PING) ? null
                        : new PublishedEvents.Key(kind,
                                new FeedPosition(row.getInt("epoch"), row.getLong("xid"), row.getLong("seq")),
                                row.getObject("day", LocalDate.class)),
                row.getLong("version"), DeliveryState.valueOf(row.getString("state")), Database.instant(row, "created_at"),
                Database.instant(row, "due_at"), Database.instant(row, "queued_at"), row.getInt("tries"),
                row.getInt("attempts"), Database.instantOrNull(row, "last_attempt_at"),
                row.getObject("status", Integer.class), row.getObject("duration_ms", Long.class), row.getString("error"),
                Database.instantOrNull(row, "finished_at"));
    }

    boolean isPing() {
        return event == null;
    }
}
