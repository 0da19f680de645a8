package dev.tandem.platform.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/**
 * The reading side of the feeds. Transaction ids are given out at the first write but transactions end in any order, so
 * only those below the oldest running one are served: a slow transaction delays events, it never loses one.
 */
@ApplicationScoped
class FeedReader {

    private static final String HEAD = "SELECT epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM feed_epoch";
    /** A transaction that had not ended at a mark began at most a day before it. */
    private static final String FIRST_DAY = "SELECT max(day) - 1 FROM outbox_mark WHERE (epoch, xid) <= (?, ?)";
    /** Also what was moved to the base since that day was asked for: nothing may slip by a reader. */
    private static final String SINCE = " AND (day >= ? OR day = DATE '1970-01-01')";
    private static final String PAGE = """
            SELECT epoch, xid, seq, event_id, entity_id, entity_version, change, occurred_at, recorded_at, data
            FROM outbox
            WHERE kind = ? AND (epoch, xid, seq) > (?, ?, ?) AND (epoch, xid) < (?, ?)""" + SINCE + """
            ORDER BY epoch, xid, seq LIMIT ?""";
    /** The order of xids and of recording differ by no more than the length of a transaction. */
    private static final String UNSERVED = """
            SELECT min(recorded_at) FROM (
              SELECT recorded_at FROM outbox WHERE kind = ? AND (epoch, xid, seq) > (?, ?, ?)""" + SINCE + """
            ORDER BY epoch, xid, seq LIMIT 1000) AS next""";
    private static final String NEWEST = """
            SELECT k.kind, o.epoch, o.xid, o.seq
            FROM (SELECT epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xmin FROM feed_epoch) h
            CROSS JOIN unnest(?::text[]) AS k (kind)
            CROSS JOIN LATERAL (
              SELECT epoch, xid, seq FROM outbox
              WHERE kind = k.kind AND (epoch, xid) < (h.epoch, h.xmin) AND day >= CURRENT_DATE - 2
              ORDER BY epoch DESC, xid DESC, seq DESC LIMIT 1) AS o""";
    private static final String HELD_SINCE = """
            SELECT min(o.recorded_at) FROM feed_epoch h JOIN outbox o
              ON o.kind = ANY (?) AND (o.epoch, o.xid) >= (h.epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
             AND o.day >= CURRENT_DATE - 2""";
    private static final String EXISTS = """
            SELECT EXISTS (SELECT FROM outbox WHERE kind = ANY (?) AND epoch = ? AND xid = ? AND seq = ?)""";
    private static final String CHECKSUM = """
            SELECT count(*), coalesce(sum(version), 0),
                   coalesce(bit_xor(('x' || encode(substr(sha256(
                     convert_to(entity_id || ':' || version, 'UTF8')), 1, 8), 'hex'))::bit(64))::bigint, 0)
            FROM (SELECT entity_id, max(entity_version) AS version FROM outbox
                  WHERE kind = ? AND (epoch, xid, seq) <= (?, ?, ?) GROUP BY entity_id) AS latest""";
    private static final LocalDate FIRST_EVER = LocalDate.EPOCH;

    private final DataSource dataSource;
    private final Clock clock;

    FeedReader(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** The position below which everything has ended. */
    FeedPosition head() {
        return query(HEAD, statement -> {
        }, row -> {
            row.next();
            return new FeedPosition(row.getInt(1), row.getLong(2), 0);
        });
    }

    /** The events after {@code after}, oldest first. */
    FeedPage read(String kind, FeedPosition after, int limit) {
        Instant now = clock.instant();
        FeedPosition head = head();
        LocalDate firstDay = firstDay(after);
        List<FeedEvent> events = query(PAGE, page -> {
            page.setString(1, kind);
            set(page, 2, after);
            page.setInt(5, head.epoch());
            page.setLong(6, head.xid());
            page.setObject(7, firstDay);
            page.setInt(8, limit);
        }, FeedReader::events);
        FeedPosition served = events.size() < limit ? head : events.getLast().position();
        Instant unserved = unserved(kind, served.compareTo(after) < 0 ? after : served, firstDay);
        return new FeedPage(events, head, unserved != null && unserved.isBefore(now) ? unserved : now);
    }

    /** Whether an event of one of these kinds has exactly this position. */
    boolean exists(Collection<String> kinds, FeedPosition position) {
        return query(EXISTS, exists -> {
            exists.setArray(1, exists.getConnection().createArrayOf("text", kinds.toArray()));
            set(exists, 2, position);
        }, row -> row.next() && row.getBoolean(1));
    }

    /** Per kind the last position that can be served; looks at the latest partitions only. */
    Map<String, FeedPosition> newestOfTheseDays(Collection<String> kinds) {
        return query(NEWEST, newest -> newest.setArray(1, newest.getConnection().createArrayOf("text", kinds.toArray())),
                rows -> {
                    Map<String, FeedPosition> positions = new HashMap<>();
                    while (rows.next()) {
                        positions.put(rows.getString(1), position(rows, 2));
                    }
                    return positions;
                });
    }

    /** For how long the oldest committed event that cannot be served yet has been waiting for a slow transaction. */
    Duration held(Collection<String> kinds) {
        return query(HELD_SINCE, held -> held.setArray(1, held.getConnection().createArrayOf("text", kinds.toArray())),
                row -> {
                    OffsetDateTime since = row.next() ? row.getObject(1, OffsetDateTime.class) : null;
                    return since == null ? Duration.ZERO : Duration.between(since.toInstant(), clock.instant());
                });
    }

    /** The fingerprint of what was served up to and with {@code through}. */
    FeedChecksum checksum(String kind, FeedPosition through) {
        return query(CHECKSUM, checksum -> {
            checksum.setString(1, kind);
            set(checksum, 2, through);
        }, row -> {
            row.next();
            return new FeedChecksum(kind, through.encode(), row.getLong(1), row.getBigDecimal(2).toBigIntegerExact(),
                    HexFormat.of().toHexDigits(row.getLong(3)));
        });
    }

    private LocalDate firstDay(FeedPosition after) {
        return query(FIRST_DAY, mark -> {
            mark.setInt(1, after.epoch());
            mark.setLong(2, after.xid());
        }, row -> {
            LocalDate day = row.next() ? row.getObject(1, LocalDate.class) : null;
            return day == null ? FIRST_EVER : day;
        });
    }

    private @Nullable Instant unserved(String kind, FeedPosition served, LocalDate firstDay) {
        OffsetDateTime first = query(UNSERVED, unserved -> {
            unserved.setString(1, kind);
            set(unserved, 2, served);
            unserved.setObject(5, firstDay);
        }, row -> row.next() ? row.getObject(1, OffsetDateTime.class) : null);
        return first == null ? null : first.toInstant();
    }

    private static List<FeedEvent> events(ResultSet rows) throws SQLException {
        List<FeedEvent> events = new ArrayList<>();
        while (rows.next()) {
            events.add(new FeedEvent(position(rows, 1), rows.getObject(4, UUID.class), rows.getObject(5, UUID.class),
                    rows.getLong(6), rows.getString(7), rows.getObject(8, OffsetDateTime.class).toInstant(),
                    rows.getObject(9, OffsetDateTime.class).toInstant(), rows.getString(10)));
        }
        return events;
    }

    private static FeedPosition position(ResultSet row, int column) throws SQLException {
        return new FeedPosition(row.getInt(column), row.getLong(column + 1), row.getLong(column + 2));
    }

    private static void set(PreparedStatement statement, int index, FeedPosition position) throws SQLException {
        statement.setInt(index, position.epoch());
        statement.setLong(index + 1, position.xid());
        statement.setLong(index + 2, position.seq());
    }

    private interface Bind {
        void to(PreparedStatement statement) throws SQLException;
    }

    private interface Read<T extends @Nullable Object> {
        T from(ResultSet rows) throws SQLException;
    }

    private <T extends @Nullable Object> T query(String sql, Bind bind, Read<T> read) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind.to(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return read.from(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox could not be read", e);
        }
    }
}
