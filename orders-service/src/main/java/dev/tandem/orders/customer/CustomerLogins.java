package dev.tandem.orders.customer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.auth.Roles;

/**
 * Tells which customer a caller is, so that a shopper sees his own records and no others. The pair of issuer and subject is
 * the key: two issuers may use the same subject for different people.
 */
@ApplicationScoped
public class CustomerLogins {

    /** Who of the company may see every customer's records. */
    private static final String[] STAFF = { Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING,
            Roles.FINANCE };

    private final DataSource dataSource;
    private final Caller caller;
    private final Clock clock;

    CustomerLogins(DataSource dataSource, Caller caller, Clock clock) {
        this.dataSource = dataSource;
        this.caller = caller;
        this.clock = clock;
    }

    /** Whether the caller sees all records; everyone else sees his own. */
    public boolean seesAll() {
        return caller.hasAny(STAFF);
    }

    /** Whether the caller may see what belongs to this customer. */
    public boolean maySee(UUID customerId) {
        return seesAll() || own().filter(customerId::equals).isPresent();
    }

    /** The customer that the caller is; empty before his first call to {@code /customers/me}. */
    public Optional<UUID> own() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT customer_id FROM customer_login WHERE issuer = ? AND subject = ?")) {
            query.setString(1, caller.issuer());
            query.setString(2, caller.subject());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the log-in could not be looked up", e);
        }
    }

    /** Lets only one request at a time decide who this caller is; until the transaction ends. */
    void lock() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lock = connection.prepareStatement(
                        "SELECT pg_advisory_xact_lock(hashtextextended('customer-login' || chr(10) || ? || chr(10) || ?, 0))")) {
            lock.setString(1, caller.issuer());
            lock.setString(2, caller.subject());
            lock.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("the log-in could not be locked", e);
        }
    }

    /** Ends another log-in, and tells which customer it was. */
    Optional<UUID> take(String issuer, String subject) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM customer_login WHERE issuer = ? AND subject = ? RETURNING customer_id")) {
            delete.setString(1, issuer);
            delete.setString(2, subject);
            try (ResultSet rows = delete.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the log-in could not be ended", e);
        }
    }

    /** The log-ins of a customer, as he may have them told. */
    List<Login> of(UUID customerId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT issuer, subject, created_at FROM customer_login"
                        + " WHERE customer_id = ? ORDER BY created_at")) {
            query.setObject(1, customerId);
            List<Login> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Login(rows.getString(1), rows.getString(2), rows.getTimestamp(3).toInstant()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the log-ins could not be read", e);
        }
    }

    /** A log-in that is linked to a customer. */
    record Login(String issuer, String subject, Instant since) {
    }

    /** Forgets who this customer was logged in as; who logs in again is somebody new. */
    void unlink(UUID customerId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM customer_login WHERE customer_id = ?")) {
            delete.setObject(1, customerId);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the log-ins could not be forgotten", e);
        }
    }

    /** Makes the caller this customer. */
    void link(UUID customerId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO customer_login (issuer, subject, customer_id, created_at) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, caller.issuer());
            insert.setString(2, caller.subject());
            insert.setObject(3, customerId);
            insert.setTimestamp(4, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the log-in could not be linked", e);
        }
    }
}
