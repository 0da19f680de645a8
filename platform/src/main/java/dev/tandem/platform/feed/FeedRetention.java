package dev.tandem.platform.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;

/** What was given up of the outbox, and who has confirmed what. The cut itself is the work of functions of the owner. */
@ApplicationScoped
class FeedRetention {

    private static final String CUT = """
            SELECT c.epoch, c.xid, c.seq, nullif(r.kept_since, '-infinity') AS kept_since
            FROM outbox_retention r LEFT JOIN outbox_cut c ON c.kind = ?""";
    private static final String CONFIRM = """
            INSERT INTO feed_confirmation AS f (reader, epoch, xid, seq, confirmed_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (reader) DO UPDATE SET epoch = excluded.epoch, xid = excluded.xid, seq = excluded.seq,
              confirmed_at = excluded.confirmed_at
            WHERE (excluded.epoch, excluded.xid, excluded.seq) > (f.epoch, f.xid, f.seq)""";
    private static final String CONFIRMATIONS = "SELECT epoch, xid, seq, reader, confirmed_at FROM feed_confirmation";

    /** What a reader has brought to safety. */
    record Confirmation(String reader, FeedPosition through, Instant confirmedAt) {
    }

    /** The last cut; {@code endedAt} is null while it is worked. */
    record Cut(LocalDate throughDay, @Nullable Instant keptSince, Instant begunAt, @Nullable Instant endedAt) {
    }

    /** How a short step went. */
    record Step(State state, long taken, @Nullable String dropped) {
    }

    /** What follows from a step. */
    enum State {
        MORE,
        DONE,
        /** A transaction that is still open is in the way of dropping a day. */
        HELD,
        /** Another replica is at it. */
        BUSY
    }

    private final Database database;
    private final Clock clock;

    FeedRetention(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    FeedCut cut(String kind) {
        return database.first(CUT, row -> {
            FeedPosition through = position(row);
            return new FeedCut(row.wasNull() ? null : through, Database.instantOrNull(row, "kept_since"));
        }, kind).orElse(new FeedCut(null, null));
    }

    /** The last cut, if there ever was one. */
    Optional<Cut> last() {
        return database.first("""
                SELECT through_day, nullif(kept_since, '-infinity') AS kept_since, begun_at, ended_at
                FROM outbox_retention""", row -> new Cut(row.getObject("through_day", LocalDate.class),
                Database.instantOrNull(row, "kept_since"), Database.instant(row, "begun_at"),
                Database.instantOrNull(row, "ended_at")));
    }

    /** Per kind the last event of the days that were given up. */
    Map<String, FeedPosition> cuts() {
        Map<String, FeedPosition> cuts = new TreeMap<>();
        database.list("SELECT epoch, xid, seq, kind FROM outbox_cut",
                row -> cuts.put(row.getString("kind"), position(row)));
        return cuts;
    }

    /** Remembers the highest position that a reader ever confirmed. */
    @Transactional
    Confirmation confirm(String reader, FeedPosition through) {
        database.update(CONFIRM, reader, through.epoch(), through.xid(), through.seq(), clock.instant());
        return database.first(CONFIRMATIONS + " WHERE reader = ?", FeedRetention::confirmation, reader).orElseThrow();
    }

    List<Confirmation> confirmations() {
        return database.list(CONFIRMATIONS + " ORDER BY reader", FeedRetention::confirmation);
    }

    /** Records how far is cut; the day through which, if there is something to cut. */
    Optional<LocalDate> begin(long keepDays, List<String> readers) {
        return database.list("SELECT begin_outbox_cut(?, ?)", row -> Optional.ofNullable(row.getObject(1, LocalDate.class)),
                Math.toIntExact(keepDays), readers).getFirst();
    }

    /** Works some blocks of the recorded cut, in a transaction of its own. */
    Step work(int blocks) {
        return database.list("SELECT state, taken, dropped FROM work_outbox_cut(?)",
                row -> new Step(State.valueOf(row.getString(1)), row.getLong(2), row.getString(3)), blocks).getFirst();
    }

    private static Confirmation confirmation(ResultSet row) throws SQLException {
        return new Confirmation(row.getString("reader"), position(row), Database.instant(row, "confirmed_at"));
    }

    private static FeedPosition position(ResultSet row) throws SQLException {
        return new FeedPosition(row.getInt("epoch"), row.getLong("xid"), row.getLong("seq"));
    }
}
