package dev.tandem.metrics.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;

import javax.sql.DataSource;

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

    private final DataSource dataSource;

    public PgLaneStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public <T> T transact(LaneLease lease, Function<LaneSession, T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                fence(connection, lease);
                T result = work.apply(new PgLaneSession(connection, lease.generation(), lease.lane()));
                connection.commit();
                return result;
            } catch (RuntimeException | Error | SQLException failed) {
                rollback(connection, failed);
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A batch of lane " + lease.lane() + " could not be written", e);
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
    }
}
