package dev.tandem.orders.stock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.ids.Ids;

/** What orders were promised, and the entries that explain every level. Works in the current transaction. */
@ApplicationScoped
class StockLedger {

    private static final String ENTER = """
            INSERT INTO stock_movement (id, product_id, type, on_hand_change, allocated_change, reason, order_id,
                                        recorded_at, recorded_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String LIST = """
            SELECT id, product_id, type, on_hand_change, allocated_change, reason, order_id, recorded_at, recorded_by
            FROM stock_movement WHERE product_id = ? AND (?::uuid IS NULL OR id < ?) ORDER BY id DESC LIMIT ?""";

    private final DataSource dataSource;

    StockLedger(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One entry of the ledger that is about to be written. */
    record Entry(UUID productId, MovementType type, int onHandChange, int allocatedChange, @Nullable AdjustmentReason reason,
            @Nullable UUID orderId) {
    }

    void enter(List<Entry> entries, Instant now, String by) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(ENTER)) {
            for (Entry entry : entries) {
                insert.setObject(1, Ids.next());
                insert.setObject(2, entry.productId());
                insert.setString(3, entry.type().name());
                insert.setInt(4, entry.onHandChange());
                insert.setInt(5, entry.allocatedChange());
                insert.setString(6, entry.reason() == null ? null : entry.reason().name());
                insert.setObject(7, entry.orderId(), java.sql.Types.OTHER);
                insert.setTimestamp(8, Timestamp.from(now));
                insert.setString(9, by);
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("the stock ledger could not be written", e);
        }
    }

    /** Newest first, from before {@code before} on. */
    List<MovementView> list(UUID productId, @Nullable UUID before, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(LIST)) {
            query.setObject(1, productId);
            query.setObject(2, before, java.sql.Types.OTHER);
            query.setObject(3, before, java.sql.Types.OTHER);
            query.setInt(4, limit);
            List<MovementView> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String reason = row.getString(6);
                    found.add(new MovementView(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                            MovementType.valueOf(row.getString(3)), row.getInt(4), row.getInt(5),
                            reason == null ? null : AdjustmentReason.valueOf(reason), row.getObject(7, UUID.class),
                            row.getObject(8, OffsetDateTime.class).toInstant()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the stock ledger could not be read", e);
        }
    }

    /** What is promised to the order, by product in the order in which levels are locked. */
    Map<UUID, Integer> promised(UUID orderId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection
                        .prepareStatement("SELECT product_id, quantity FROM stock_allocation WHERE order_id = ?")) {
            query.setObject(1, orderId);
            Map<UUID, Integer> promised = new TreeMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    promised.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
            return promised;
        } catch (SQLException e) {
            throw new IllegalStateException("promised stock could not be read", e);
        }
    }

    void promise(UUID orderId, Map<UUID, Integer> quantities) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection
                        .prepareStatement("INSERT INTO stock_allocation (order_id, product_id, quantity) VALUES (?, ?, ?)")) {
            for (Map.Entry<UUID, Integer> wanted : quantities.entrySet()) {
                insert.setObject(1, orderId);
                insert.setObject(2, wanted.getKey());
                insert.setInt(3, wanted.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("stock could not be promised", e);
        }
    }

    void endPromises(UUID orderId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM stock_allocation WHERE order_id = ?")) {
            delete.setObject(1, orderId);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("promised stock could not be let go", e);
        }
    }
}
