package dev.tandem.platform.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;

import dev.tandem.platform.ids.Ids;

/**
 * The writing side of the feeds: events are rows of the transaction that makes the change, so neither can be there
 * without the other. A second event of one entity in one transaction replaces the first.
 */
@ApplicationScoped
public class Outbox {

    private static final String TRANSACTION = "SELECT epoch, pg_current_xact_id()::text::bigint FROM feed_epoch";
    private static final String INSERT = """
            INSERT INTO outbox (epoch, event_id, kind, entity_id, entity_version, change, occurred_at, recorded_at, data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::json)
            ON CONFLICT (kind, entity_id, epoch, xid, day) DO UPDATE SET
              event_id = excluded.event_id, entity_version = excluded.entity_version, change = excluded.change,
              occurred_at = excluded.occurred_at, recorded_at = excluded.recorded_at, data = excluded.data""";

    private record Entity(String kind, UUID id) {
    }

    private final DataSource dataSource;
    private final FeedConfig config;
    private final FeedWatch watch;
    private final WritePositions positions;
    private final TransactionSynchronizationRegistry transactions;

    Outbox(DataSource dataSource, FeedConfig config, FeedWatch watch, WritePositions positions,
            TransactionSynchronizationRegistry transactions) {
        this.dataSource = dataSource;
        this.config = config;
        this.watch = watch;
        this.positions = positions;
        this.transactions = transactions;
    }

    /** Appends the events to the current transaction and tells the client of the request its position. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(List<OutboxEvent> events, Instant recordedAt) {
        if (events.isEmpty()) {
            return;
        }
        Map<Entity, OutboxEvent> last = new LinkedHashMap<>();
        events.forEach(event -> last.put(new Entity(event.kind(), event.entityId()), event));
        try (Connection connection = dataSource.getConnection()) {
            WritePosition position = position(connection);
            insert(connection, position.epoch(), last.values(), recordedAt);
            positions.add(position);
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox could not be written", e);
        }
        ringAfterCommit();
    }

    private WritePosition position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(TRANSACTION)) {
            row.next();
            return new WritePosition(config.source().orElse(""), row.getInt(1), row.getLong(2));
        }
    }

    private static void insert(Connection connection, int epoch, Collection<OutboxEvent> events, Instant recordedAt)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (OutboxEvent event : events) {
                insert.setInt(1, epoch);
                insert.setObject(2, Ids.next());
                insert.setString(3, event.kind());
                insert.setObject(4, event.entityId());
                insert.setLong(5, event.version());
                insert.setString(6, event.change());
                insert.setObject(7, event.occurredAt().atOffset(ZoneOffset.UTC));
                insert.setObject(8, recordedAt.atOffset(ZoneOffset.UTC));
                if (event.data() == null) {
                    insert.setNull(9, Types.VARCHAR);
                } else {
                    insert.setString(9, event.data().toString());
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void ringAfterCommit() {
        if (transactions.getResource(Outbox.class) != null) {
            return;
        }
        transactions.putResource(Outbox.class, Boolean.TRUE);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // the events are in the transaction already
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    watch.ring();
                }
            }
        });
    }
}
