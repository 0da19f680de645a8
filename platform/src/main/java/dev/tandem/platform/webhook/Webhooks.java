package dev.tandem.platform.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.http.Limits;

/** The table of webhooks. A deleted one keeps its row for its log, and nothing else of it. */
@ApplicationScoped
class Webhooks {

    /** What a list is narrowed to. */
    record Filter(@Nullable String name, @Nullable String kind, @Nullable Boolean active) {

        private static final String WHERE = """
                WHERE deleted_at IS NULL AND (?::text IS NULL OR name = ?) AND (?::text IS NULL OR ? = ANY (kinds))
                  AND (?::boolean IS NULL OR active = ?)""";

        private @Nullable Object[] values(@Nullable Object... more) {
            @Nullable
            Object[] values = new Object[6 + more.length];
            System.arraycopy(new @Nullable Object[] { name, name, kind, kind, active, active }, 0, values, 0, 6);
            System.arraycopy(more, 0, values, 6, more.length);
            return values;
        }
    }

    /** Failures in a row, and since when. */
    record Failing(int failures, Instant since) {
    }

    private static final String NOW_SINCE = "(SELECT epoch FROM feed_epoch), pg_current_xact_id()::text::bigint";

    private final Database database;

    Webhooks(Database database) {
        this.database = database;
    }

    List<Webhook> page(Filter filter, @Nullable UUID after, int limit) {
        return database.list("SELECT * FROM webhook " + Filter.WHERE
                + " AND (?::uuid IS NULL OR id > ?::uuid) ORDER BY id LIMIT ?", Webhook::read,
                filter.values(after, after, limit));
    }

    long count(Filter filter) {
        return database.list("SELECT count(*) FROM (SELECT FROM webhook " + Filter.WHERE + " LIMIT ?) AS bounded",
                row -> row.getLong(1), filter.values(Limits.COUNT + 1)).getFirst();
    }

    Optional<Webhook> find(UUID id) {
        return database.first("SELECT * FROM webhook WHERE id = ? AND deleted_at IS NULL", Webhook::read, id);
    }

    /** The webhook, locked until the transaction ends. */
    Optional<Webhook> lock(UUID id) {
        return database.first("SELECT * FROM webhook WHERE id = ? AND deleted_at IS NULL FOR UPDATE", Webhook::read, id);
    }

    /** Waits for whoever creates one at the same time, so that the bound holds. */
    long countWhileCreating() {
        database.list("SELECT pg_advisory_xact_lock(hashtext('webhook'), 1)", row -> true);
        return count(new Filter(null, null, null));
    }

    void insert(Webhook webhook, byte[] secret) {
        WebhookDetails details = webhook.details();
        database.update("""
                INSERT INTO webhook (id, version, name, url, kinds, description, active, inactive_reason, secret,
                                     since_epoch, since_xid, created_at, created_by, updated_at, updated_by)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, """ + NOW_SINCE + ", ?, ?, ?, ?", webhook.id(), webhook.version(),
                details.name(), details.url(), details.kinds(), details.description(), webhook.isActive(),
                webhook.inactiveReason(), secret, webhook.createdAt(), webhook.createdBy(), webhook.updatedAt(),
                webhook.updatedBy());
    }

    /** Stores what may change, as the next version. */
    void update(Webhook webhook) {
        WebhookDetails details = webhook.details();
        database.update("""
                UPDATE webhook SET version = ?, name = ?, url = ?, kinds = ?, description = ?, active = ?,
                       inactive_reason = ?, updated_at = ?, updated_by = ?
                WHERE id = ?""", webhook.version(), details.name(), details.url(), details.kinds(), details.description(),
                webhook.isActive(), webhook.inactiveReason(), webhook.updatedAt(), webhook.updatedBy(), webhook.id());
    }

    /** From this transaction on changes are told again, and old failures do not count. */
    void begin(UUID id) {
        database.update("UPDATE webhook SET (since_epoch, since_xid) = (SELECT " + NOW_SINCE + """
                ), failures = 0, failing_since = NULL, held_until = NULL WHERE id = ?""", id);
    }

    void replaceSecret(Webhook webhook, byte[] secret) {
        database.update("""
                UPDATE webhook SET version = ?, previous_secret = CASE WHEN ?::timestamptz IS NULL THEN NULL ELSE secret END,
                       previous_until = ?, secret = ?, updated_at = ?, updated_by = ?
                WHERE id = ?""", webhook.version(), webhook.previousUntil(), webhook.previousUntil(), secret,
                webhook.updatedAt(), webhook.updatedBy(), webhook.id());
    }

    void delete(UUID id, Instant now, String by) {
        database.update("""
                UPDATE webhook SET version = version + 1, active = false, inactive_reason = 'REQUESTED', deleted_at = ?,
                       updated_at = ?, updated_by = ?, secret = NULL, previous_secret = NULL, previous_until = NULL
                WHERE id = ?""", now, now, by, id);
    }

    /** Something was accepted. */
    void succeeded(UUID id) {
        database.update("""
                UPDATE webhook SET failures = 0, failing_since = NULL, held_until = NULL WHERE id = ? AND failures > 0""", id);
    }

    /** Something was refused, or nobody answered. */
    Failing failed(UUID id, Instant now) {
        return database.list("""
                UPDATE webhook SET failures = failures + 1, failing_since = coalesce(failing_since, ?) WHERE id = ?
                RETURNING failures, failing_since""",
                row -> new Failing(row.getInt("failures"), Database.instant(row, "failing_since")), now, id).getFirst();
    }
}
