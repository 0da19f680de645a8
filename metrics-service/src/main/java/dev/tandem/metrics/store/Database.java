package dev.tandem.metrics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/** Runs statements, each on its own or several in one transaction. */
@ApplicationScoped
public class Database {

    /** Reads one row. */
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final DataSource dataSource;

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public <T> List<T> list(String sql, Row<T> row, @Nullable Object... arguments) {
        return with(connection -> new Statements(connection).list(sql, row, arguments));
    }

    public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... arguments) {
        return list(sql, row, arguments).stream().findFirst();
    }

    public int update(String sql, @Nullable Object... arguments) {
        return with(connection -> new Statements(connection).update(sql, arguments));
    }

    /** All of {@code work} or nothing. */
    public <T> T transact(Function<Statements, T> work) {
        return with(connection -> {
            if (!connection.getAutoCommit()) {
                // Inside a transaction of the container: join it, its end decides.
                return work.apply(new Statements(connection));
            }
            connection.setAutoCommit(false);
            try {
                T result = work.apply(new Statements(connection));
                connection.commit();
                return result;
            } catch (RuntimeException | SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The database refused a statement", e);
        }
    }

    /** Statements on one connection. */
    public static final class Statements {

        private final Connection connection;

        private Statements(Connection connection) {
            this.connection = connection;
        }

        public <T> List<T> list(String sql, Row<T> row, @Nullable Object... arguments) {
            try (PreparedStatement statement = bound(sql, arguments); ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row.of(rows));
                }
                return found;
            } catch (SQLException e) {
                throw new IllegalStateException("The database refused a question", e);
            }
        }

        public int update(String sql, @Nullable Object... arguments) {
            try (PreparedStatement statement = bound(sql, arguments)) {
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("The database refused a change", e);
            }
        }

        private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, value(arguments[i]));
            }
            return statement;
        }

        private @Nullable Object value(@Nullable Object argument) throws SQLException {
            return switch (argument) {
                case Instant instant -> OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
                case Object[] array -> connection.createArrayOf(
                        array.getClass().getComponentType() == java.util.UUID.class ? "uuid" : "text", array);
                case int[] array -> connection.createArrayOf("integer",
                        java.util.Arrays.stream(array).boxed().toArray());
                case null, default -> argument;
            };
        }
    }
}
