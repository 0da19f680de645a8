package dev.tandem.platform.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;

/**
 * What is due. Taking a delivery records the attempt and moves its due time behind the attempt's own deadline, so that the row
 * needs no lock while a foreign server is called, and a crash leads to another attempt. The number of the attempt is its
 * token: a result that comes too late changes nothing.
 */
@ApplicationScoped
class DeliveryQueue {

    private static final String READY = """
            SELECT w.id, w.url, w.secret, w.failures,
                   CASE WHEN w.previous_until > ? THEN w.previous_secret END AS previous_secret
            FROM webhook w
            WHERE w.deleted_at IS NULL AND EXISTS (
              SELECT FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state = 'PENDING' AND d.due_at <= ?
                 AND (d.kind = 'ping' OR w.active AND (w.held_until IS NULL OR w.held_until <= ?)))""";
    /** The deliveries of one entity go one after the other: none while an earlier one waits or is under way. */
    private static final String TAKE = """
            WITH due AS (
              SELECT d.webhook_id, d.event_id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
              WHERE d.webhook_id = ? AND d.state = 'PENDING' AND d.due_at <= ?
                AND (d.kind = 'ping' OR w.active AND (w.held_until IS NULL OR w.held_until <= ?))
                AND NOT EXISTS (SELECT FROM webhook_delivery e
                                WHERE e.webhook_id = d.webhook_id AND e.entity_id = d.entity_id AND e.state = 'PENDING'
                                  AND (e.epoch, e.xid, e.seq) < (d.epoch, d.xid, d.seq))
              ORDER BY d.due_at, d.event_id LIMIT ? FOR UPDATE OF d SKIP LOCKED)
            UPDATE webhook_delivery d SET attempts = d.attempts + 1, tries = d.tries + 1, version = d.version + 1,
                   last_attempt_at = ?, due_at = ?
            FROM due WHERE d.webhook_id = due.webhook_id AND d.event_id = due.event_id
            RETURNING d.*""";
    private static final String END = """
            UPDATE webhook_delivery SET state = ?, version = version + 1, due_at = ?, status = ?, duration_ms = ?, error = ?,
                   finished_at = ?
            WHERE webhook_id = ? AND event_id = ? AND attempts = ? AND state = 'PENDING'""";

    /**
     * A webhook with something to send.
     *
     * @param sealedSecrets the present one, and the replaced one while it is valid
     */
    record Ready(UUID id, String url, List<byte[]> sealedSecrets, int failures) {

        private static Ready read(ResultSet row) throws SQLException {
            List<byte[]> secrets = new ArrayList<>(List.of(row.getBytes("secret")));
            byte[] previous = row.getBytes("previous_secret");
            if (previous != null) {
                secrets.add(previous);
            }
            return new Ready(row.getObject("id", UUID.class), row.getString("url"), secrets, row.getInt("failures"));
        }
    }

    private final Database database;

    DeliveryQueue(Database database) {
        this.database = database;
    }

    List<Ready> ready(Instant now) {
        return database.list(READY, Ready::read, now, now, now);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Delivery> take(UUID webhook, int limit, Instant now, Duration lease) {
        return database.list(TAKE, Delivery::read, webhook, now, now, limit, now, now.plus(lease));
    }

    /** @return false where another attempt was begun or the delivery ended meanwhile */
    boolean delivered(Delivery taken, Attempt attempt, Instant now) {
        return end(taken, attempt, DeliveryState.DELIVERED, now, now);
    }

    boolean dead(Delivery taken, Attempt attempt, Instant now) {
        return end(taken, attempt, DeliveryState.DEAD, now, now);
    }

    boolean again(Delivery taken, Attempt attempt, Instant due) {
        return end(taken, attempt, DeliveryState.PENDING, due, null);
    }

    /** After failures in a row the whole webhook rests, so that a dead receiver is not called for every event. */
    void hold(UUID webhook, Instant until) {
        database.update("UPDATE webhook SET held_until = ? WHERE id = ?", until, webhook);
    }

    private boolean end(Delivery taken, Attempt attempt, DeliveryState state, Instant due, @Nullable Instant finished) {
        return database.update(END, state, due, attempt.status(), attempt.duration().toMillis(), attempt.error(), finished,
                taken.webhookId(), taken.eventId(), taken.attempts()) == 1;
    }
}
