package dev.tandem.platform.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.http.Limits;

/** The log of deliveries, and what a person or time does to them. */
@ApplicationScoped
class Deliveries {

    /** What a list is narrowed to. */
    record Filter(UUID webhook, @Nullable DeliveryState state, @Nullable String kind, @Nullable UUID subject) {

        private static final String WHERE = """
                WHERE webhook_id = ? AND (?::text IS NULL OR state = ?) AND (?::text IS NULL OR kind = ?)
                  AND (?::uuid IS NULL OR entity_id = ?::uuid)""";
    }

    private static final String EXPIRE = """
            UPDATE webhook_delivery d SET state = 'DEAD', version = version + 1, finished_at = ?,
                   error = CASE WHEN w.deleted_at IS NULL THEN 'too-old' ELSE 'webhook-deleted' END
            FROM (SELECT p.webhook_id, p.event_id, v.deleted_at
                  FROM webhook_delivery p JOIN webhook v ON v.id = p.webhook_id
                  WHERE p.state = 'PENDING' AND p.due_at <= ? AND (p.queued_at < ? OR v.deleted_at IS NOT NULL)
                  ORDER BY p.webhook_id, p.event_id LIMIT ? FOR UPDATE OF p SKIP LOCKED) AS w
            WHERE d.webhook_id = w.webhook_id AND d.event_id = w.event_id""";
    private static final String FORGET = """
            DELETE FROM webhook_delivery WHERE (webhook_id, event_id) IN (
              SELECT webhook_id, event_id FROM webhook_delivery WHERE state <> 'PENDING' AND finished_at < ?
              LIMIT ? FOR UPDATE SKIP LOCKED)""";
    private static final String REQUEUE = """
            UPDATE webhook_delivery SET state = 'PENDING', version = version + 1, due_at = ?, queued_at = ?, tries = 0,
                   finished_at = NULL
            WHERE webhook_id = ? AND event_id = ?""";
    private static final String PING = """
            INSERT INTO webhook_delivery (webhook_id, event_id, kind, entity_id, state, created_at, due_at, queued_at)
            VALUES (?, ?, ?, ?, 'PENDING', ?, ?, ?)""";

    private final Database database;

    Deliveries(Database database) {
        this.database = database;
    }

    /** Newest first, from before {@code before} on. */
    List<Delivery> page(Filter filter, @Nullable UUID before, int limit) {
        return database.list("SELECT * FROM webhook_delivery " + Filter.WHERE
                + " AND (?::uuid IS NULL OR event_id < ?::uuid) ORDER BY event_id DESC LIMIT ?", Delivery::read,
                filter.webhook(), filter.state(), filter.state(), filter.kind(), filter.kind(), filter.subject(),
                filter.subject(), before, before, limit);
    }

    long count(Filter filter) {
        return database.list("SELECT count(*) FROM (SELECT FROM webhook_delivery " + Filter.WHERE + " LIMIT ?) AS bounded",
                row -> row.getLong(1), filter.webhook(), filter.state(), filter.state(), filter.kind(), filter.kind(),
                filter.subject(), filter.subject(), Limits.COUNT + 1).getFirst();
    }

    Optional<Delivery> find(UUID webhook, UUID event) {
        return database.first("SELECT * FROM webhook_delivery WHERE webhook_id = ? AND event_id = ?", Delivery::read, webhook,
                event);
    }

    /** The delivery, locked until the transaction ends. */
    Optional<Delivery> lock(UUID webhook, UUID event) {
        return database.first("SELECT * FROM webhook_delivery WHERE webhook_id = ? AND event_id = ? FOR UPDATE",
                Delivery::read, webhook, event);
    }

    /** Begins anew, and at once even where the webhook is held back after failures. */
    void requeue(UUID webhook, UUID event, Instant now) {
        database.update(REQUEUE, now, now, webhook, event);
        database.update("UPDATE webhook SET held_until = NULL WHERE id = ?", webhook);
    }

    void addPing(UUID webhook, UUID event, Instant now) {
        database.update(PING, webhook, event, Delivery.PING, webhook, now, now, now);
    }

    /** Gives up some of those that are too old or whose webhook is gone; those under way are left to who tries them. */
    int expire(Instant now, Instant queuedBefore, int limit) {
        return database.update(EXPIRE, now, now, queuedBefore, limit);
    }

    /** Takes some of the finished ones out of the log. */
    int forget(Instant finishedBefore, int limit) {
        return database.update(FORGET, finishedBefore, limit);
    }

    /** How many wait, counted up to the bound of counts. */
    long pending() {
        return database.list("SELECT count(*) FROM (SELECT FROM webhook_delivery WHERE state = 'PENDING' LIMIT ?) AS bounded",
                row -> row.getLong(1), Limits.COUNT + 1).getFirst();
    }

    /** When the oldest waiting one was queued. */
    Optional<Instant> oldestPending() {
        return database.list("SELECT min(queued_at) AS oldest FROM webhook_delivery WHERE state = 'PENDING'",
                row -> Optional.ofNullable(Database.instantOrNull(row, "oldest"))).getFirst();
    }
}
