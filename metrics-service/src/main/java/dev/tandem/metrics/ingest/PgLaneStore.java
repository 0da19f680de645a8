package dev.tandem.metrics.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.function.Function;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * Lanes in PostgreSQL. Each batch is one transaction, which begins by locking the lease row: a worker whose lease was
 * taken over while it was stopped finds another token and writes nothing.
 */
public final class PgLaneStore implements LaneStore {

    /** Both services' batches of a lane may run at once; a change of owner waits for them and they for it. */
    private static final String FENCE = """
            SELECT FROM lane WHERE generation = ? AND lane = ? AND lease_owner = ? AND lease_token = ? FOR SHARE""";
    /** Every statement of a batch reaches its rows by key. Fresh tables have no statistics that would tell so. */
    private static final String BY_KEY = """
            SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
            SET LOCAL jit = off""";

    /** What is recorded about rates waits for batches under way and they for it, so none is missed by any. */
    private static final String HOLD_RATES = "SELECT pg_advisory_xact_lock_shared(7341002)";
    private static final String STOP_BATCHES = "SELECT pg_advisory_xact_lock(7341002)";
    /** A step that was begun in chunks has its place already, although no cursor has passed it. */
    private static final String FIX_TURN = """
            INSERT INTO rate_turn (service, through_seq, position)
            SELECT ?, due.seq, reached.position
            FROM (SELECT max(seq) AS seq FROM (SELECT seq, recorded_at FROM exchange_rate
                      UNION ALL SELECT seq, recorded_at FROM exchange_rate_restatement) AS entry
                  WHERE recorded_at <= ?::timestamptz AND seq > (SELECT coalesce(max(through_seq), 0) FROM rate_turn
                                                                 WHERE service = ?)) AS due
            CROSS JOIN (SELECT position FROM (SELECT feed, position FROM lane_cursor
                            UNION ALL SELECT service || '/', position FROM restatement) AS lane
                        WHERE feed LIKE ? AND position IS NOT NULL ORDER BY position DESC LIMIT 1) AS reached
            WHERE due.seq IS NOT NULL""";

    private final DataSource dataSource;
    private final RateShelf shelf = new RateShelf();

    public PgLaneStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public <T extends @Nullable Object> T transact(LaneLease lease, Function<LaneSession, T> work) {
        return together(connection -> {
            fence(connection, lease);
            return work.apply(new PgLaneSession(connection, lease.generation(), lease.lane(), shelf));
        });
    }

    @Override
    public void fixTurn(String service, Instant recordedThrough) {
        together(connection -> {
            try (Statement lock = connection.createStatement()) {
                lock.execute(STOP_BATCHES);
            }
            try (PreparedStatement turn = connection.prepareStatement(FIX_TURN)) {
                turn.setString(1, service);
                turn.setString(2, recordedThrough.toString());
                turn.setString(3, service);
                turn.setString(4, service + "/%");
                return turn.executeUpdate();
            }
        });
    }

    private interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    private <T extends @Nullable Object> T together(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (RuntimeException | Error | SQLException failed) {
                rollback(connection, failed);
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A batch could not be written", e);
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private static void fence(Connection connection, LaneLease lease) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute(BY_KEY);
        }
        try (PreparedStatement fence = connection.prepareStatement(FENCE)) {
            fence.setInt(1, lease.generation());
            fence.setInt(2, lease.lane());
            fence.setString(3, lease.owner());
            fence.setLong(4, lease.token());
            try (ResultSet row = fence.executeQuery()) {
                if (!row.next()) {
                    throw new LeaseLost(lease);
                }
            }
        }
        try (Statement rates = connection.createStatement()) {
            rates.execute(HOLD_RATES);
        }
    }
}
