package dev.tandem.metrics.ingest;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Binds a set of rows as one array per column, so that a statement writes or asks for all of them at once. */
final class Columns<R> {

    private final PreparedStatement statement;
    private final Collection<R> rows;
    private int index;

    private Columns(PreparedStatement statement, Collection<R> rows, int first) {
        this.statement = statement;
        this.rows = rows;
        this.index = first;
    }

    /** @param first index of the first parameter that takes a column */
    static <R> Columns<R> of(PreparedStatement statement, Collection<R> rows, int first) {
        return new Columns<>(statement, rows, first);
    }

    Columns<R> add(String type, Function<R, @Nullable Object> value) throws SQLException {
        @Nullable
        Object[] column = new @Nullable Object[rows.size()];
        int row = 0;
        for (R each : rows) {
            column[row++] = value.apply(each);
        }
        statement.setArray(index++, statement.getConnection().createArrayOf(type, column));
        return this;
    }

    Columns<R> addBytes(Function<R, byte[]> value) throws SQLException {
        byte[][] column = new byte[rows.size()][];
        int row = 0;
        for (R each : rows) {
            column[row++] = value.apply(each);
        }
        statement.setArray(index++, statement.getConnection().createArrayOf("bytea", column));
        return this;
    }

    Columns<R> text(Function<R, @Nullable Object> value) throws SQLException {
        return add("text", row -> {
            Object found = value.apply(row);
            return found == null ? null : found.toString();
        });
    }
}
