package dev.tandem.platform.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/** Runs the engine's few statements; in a transaction they belong to it, outside each stands alone. */
@ApplicationScoped
class ImportDatabase {

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final DataSource source;

    ImportDatabase(DataSource source) {
        this.source = source;
    }

    <T> T with(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The database refused a statement of the import engine", e);
        }
    }

    <T> List<T> list(String sql, Row<T> reader, @Nullable Object... values) {
        return with(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                bind(query, values);
                List<T> found = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.add(reader.read(rows));
                    }
                }
                return found;
            }
        });
    }

    int update(String sql, @Nullable Object... values) {
        return with(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                bind(update, values);
                return update.executeUpdate();
            }
        });
    }

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case Enum<?> name -> statement.setString(i + 1, name.name());
                case List<?> texts -> statement.setArray(i + 1,
                        statement.getConnection().createArrayOf("text", texts.toArray()));
                case Long[] numbers -> statement.setArray(i + 1, statement.getConnection().createArrayOf("bigint", numbers));
                case UUID[] ids -> statement.setArray(i + 1, statement.getConnection().createArrayOf("uuid", ids));
                default -> statement.setObject(i + 1, values[i]);
            }
        }
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        java.time.OffsetDateTime at = row.getObject(column, java.time.OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
