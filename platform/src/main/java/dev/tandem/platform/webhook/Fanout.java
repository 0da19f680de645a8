package dev.tandem.platform.webhook;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.feed.FeedPosition;

/**
 * Turns events of the outbox into deliveries, once each: the deliveries and the position behind them are one transaction. It
 * reads below the oldest running transaction only, as the feeds do, so that a slow transaction delays and never loses.
 */
@ApplicationScoped
class Fanout {

    /** After so many transactions without news the position is moved all the same, to keep the search short. */
    private static final long STRIDE = 10_000;
    private static final String TURN = "SELECT pg_try_advisory_xact_lock(hashtext('webhook'), 2)";
    private static final String HEAD = "SELECT epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, 0 FROM feed_epoch";
    private static final String POSITION = "SELECT epoch, xid, seq FROM webhook_position";
    private static final String ADVANCE = "UPDATE webhook_position SET epoch = ?, xid = ?, seq = ?";
    private static final String EARLIEST = """
            SELECT since_epoch, since_xid, 9223372036854775807 FROM webhook WHERE active AND deleted_at IS NULL
            ORDER BY since_epoch, since_xid LIMIT 1""";
    private static final String KINDS = "SELECT DISTINCT unnest(kinds) FROM webhook WHERE active AND deleted_at IS NULL";
    private static final String TELL = """
            WITH page AS MATERIALIZED (
              SELECT o.* FROM unnest(?::text[]) AS k (kind) CROSS JOIN LATERAL (
                SELECT kind, epoch, xid, seq, day, event_id, entity_id, entity_version, change FROM outbox
                WHERE kind = k.kind AND (epoch, xid, seq) > (?, ?, ?) AND (epoch, xid) < (?, ?)
                  AND day >= coalesce((SELECT max(day) - 1 FROM outbox_mark WHERE (epoch, xid) <= (?, ?)), '-infinity'::date)
                ORDER BY epoch, xid, seq LIMIT ?) AS o
              ORDER BY o.epoch, o.xid, o.seq LIMIT ?),
            told AS (
              INSERT INTO webhook_delivery (webhook_id, event_id, kind, entity_id, entity_version, change, epoch, xid, seq,
                                            day, state, created_at, due_at, queued_at)
              SELECT w.id, p.event_id, p.kind, p.entity_id, p.entity_version, p.change, p.epoch, p.xid, p.seq, p.day,
                     'PENDING', n.now, n.now, n.now
              FROM page p CROSS JOIN (SELECT ?::timestamptz AS now) AS n JOIN webhook w
                ON w.active AND w.deleted_at IS NULL AND p.kind = ANY (w.kinds)
               AND (p.epoch, p.xid) > (w.since_epoch, w.since_xid)
              ON CONFLICT DO NOTHING RETURNING 1)
            SELECT p.epoch, p.xid, p.seq, (SELECT count(*) FROM page), (SELECT count(*) FROM told)
            FROM page p ORDER BY p.epoch DESC, p.xid DESC, p.seq DESC LIMIT 1""";

    private record Told(FeedPosition last, int events) {
    }

    private final Database database;
    private final WebhookConfig config;
    private final Clock clock;

    Fanout(Database database, WebhookConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** @return whether there may be more at once; also false where another replica is at it */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean step() {
        if (!database.list(TURN, row -> row.getBoolean(1)).getFirst()) {
            return false;
        }
        FeedPosition head = position(HEAD).orElseThrow();
        Optional<FeedPosition> earliest = position(EARLIEST);
        if (earliest.isEmpty()) {
            return false;
        }
        FeedPosition stored = position(POSITION).orElseThrow();
        FeedPosition from = stored.compareTo(earliest.get()) < 0 ? earliest.get() : stored;
        if (from.compareTo(head) >= 0) {
            return false;
        }
        Optional<Told> told = tell(from, head);
        boolean full = told.isPresent() && told.get().events() == config.batch();
        if (full) {
            advance(told.get().last());
        } else if (told.isPresent() || head.epoch() > from.epoch() || head.xid() - from.xid() > STRIDE) {
            advance(head);
        }
        return full;
    }

    private Optional<Told> tell(FeedPosition from, FeedPosition head) {
        List<String> kinds = database.list(KINDS, row -> row.getString(1));
        return database.first(TELL, row -> new Told(new FeedPosition(row.getInt(1), row.getLong(2), row.getLong(3)),
                row.getInt(4)), kinds, from.epoch(), from.xid(), from.seq(), head.epoch(), head.xid(), from.epoch(),
                from.xid(), config.batch(), config.batch(), clock.instant());
    }

    private void advance(FeedPosition to) {
        database.update(ADVANCE, to.epoch(), to.xid(), to.seq());
    }

    private Optional<FeedPosition> position(String sql) {
        return database.first(sql, row -> new FeedPosition(row.getInt(1), row.getLong(2), row.getLong(3)));
    }
}
