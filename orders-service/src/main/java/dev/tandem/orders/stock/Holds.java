package dev.tandem.orders.stock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/**
 * The pieces that carts hold for a while. Works in the current transaction; whoever writes holds the locks on the levels.
 */
@ApplicationScoped
class Holds {

    private static final String ACTIVE = """
            SELECT product_id, sum(quantity) FROM stock_hold
            WHERE product_id = ANY (?) AND expires_at > ? AND cart_id IS DISTINCT FROM ?
            GROUP BY product_id""";
    private static final String EACH = """
            SELECT product_id, cart_id, quantity FROM stock_hold WHERE product_id = ANY (?) AND expires_at > ?""";
    private static final String DROP = "DELETE FROM stock_hold WHERE cart_id = ? OR (product_id = ANY (?) AND expires_at <= ?)";
    private static final String ADD = "INSERT INTO stock_hold (cart_id, product_id, quantity, expires_at) VALUES (?, ?, ?, ?)";

    private final DataSource dataSource;

    Holds(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How many pieces of each product are held at this time, apart from what this cart holds. */
    Map<UUID, Integer> active(Collection<UUID> productIds, @Nullable UUID exceptCart, Instant now) {
        Map<UUID, Integer> held = new HashMap<>();
        if (productIds.isEmpty()) {
            return held;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(ACTIVE)) {
            query.setArray(1, connection.createArrayOf("uuid", productIds.toArray()));
            query.setTimestamp(2, Timestamp.from(now));
            query.setObject(3, exceptCart, java.sql.Types.OTHER);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    held.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
            return held;
        } catch (SQLException e) {
            throw new IllegalStateException("held stock could not be read", e);
        }
    }

    /** One product held by one cart. */
    record Hold(UUID productId, UUID cartId, int quantity) {
    }

    /** Each hold on these products at this time. */
    List<Hold> each(Collection<UUID> productIds, Instant now) {
        List<Hold> found = new ArrayList<>();
        if (productIds.isEmpty()) {
            return found;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(EACH)) {
            query.setArray(1, connection.createArrayOf("uuid", productIds.toArray()));
            query.setTimestamp(2, Timestamp.from(now));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Hold(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getInt(3)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("held stock could not be read", e);
        }
    }

    /** Lets this cart hold exactly these pieces; what has expired on the same shelves is cleared away in passing. */
    void replace(UUID cartId, Map<UUID, Integer> quantities, Instant now, Instant until) {
        drop(cartId, quantities.keySet(), now);
        if (quantities.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(ADD)) {
            for (Map.Entry<UUID, Integer> wanted : quantities.entrySet()) {
                insert.setObject(1, cartId);
                insert.setObject(2, wanted.getKey());
                insert.setInt(3, wanted.getValue());
                insert.setTimestamp(4, Timestamp.from(until));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("stock could not be held", e);
        }
    }

    /** Lets go of what the cart holds. */
    void drop(UUID cartId, Collection<UUID> productIds, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(DROP)) {
            delete.setObject(1, cartId);
            delete.setArray(2, connection.createArrayOf("uuid", productIds.toArray()));
            delete.setTimestamp(3, Timestamp.from(now));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("held stock could not be let go", e);
        }
    }
}
