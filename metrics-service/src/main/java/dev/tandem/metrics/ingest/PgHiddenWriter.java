package dev.tandem.metrics.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

import dev.tandem.metrics.rollup.CellKey;

/** Writes a re-statement in chunks: cells apart from the others until they are folded into them. */
final class PgHiddenWriter {

    private static final String KEEP = """
            INSERT INTO restatement (generation, lane, service, state, position, known_at, span, last_day, last_id)
            VALUES (?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?)
            ON CONFLICT (generation, lane, service) DO UPDATE
            SET state = excluded.state, span = excluded.span, last_day = excluded.last_day, last_id = excluded.last_id""";
    private static final String CELL = """
            metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, num, den, cnt, covered""";
    private static final String KEY = """
            (generation, metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, lane)""";
    private static final String SUMS = """
            DO UPDATE SET num = r.num + excluded.num, den = r.den + excluded.den, cnt = r.cnt + excluded.cnt,
               covered = r.covered + excluded.covered""";
    private static final String PENDING = "INSERT INTO rollup_pending AS r (generation, lane, service, " + CELL
            + ") SELECT ?, ?, ?, " + CELL + """

                    FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::date[], ?::text[], ?::text[], ?::text[],
                                ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) AS n (""" + CELL
            + ") ON CONFLICT " + KEY + SUMS;
    private static final String FOLD = """
            WITH moved AS (DELETE FROM rollup_pending WHERE ctid = ANY (ARRAY (
                SELECT ctid FROM rollup_pending WHERE generation = ? AND lane = ? AND service = ? LIMIT ?)) RETURNING *)
            INSERT INTO rollup AS r (generation, lane, """ + CELL + ") SELECT generation, lane, " + CELL + " FROM moved"
            + " ORDER BY metric, grain, dims, reporting, period_start, v1, v2 ON CONFLICT " + KEY + SUMS;
    private static final String END = "DELETE FROM restatement WHERE generation = ? AND lane = ? AND service = ?";

    private final Connection connection;
    private final int generation;
    private final int lane;

    PgHiddenWriter(Connection connection, int generation, int lane) {
        this.connection = connection;
        this.generation = generation;
        this.lane = lane;
    }

    void keep(String service, Restatement restatement) throws SQLException {
        try (PreparedStatement statement = prepare(KEEP, service)) {
            statement.setString(4, restatement.published() ? "PUBLISHED" : "RUNNING");
            statement.setBytes(5, PositionBytes.of(restatement.position()));
            statement.setString(6, restatement.knownAt().toString());
            statement.setInt(7, restatement.place().span());
            statement.setObject(8, restatement.place().day());
            statement.setObject(9, restatement.place().id());
            statement.executeUpdate();
        }
    }

    void write(String service, LaneChanges changes) throws SQLException {
        new PgLaneWriter(connection, generation, lane).facts(changes);
        if (changes.cells().isEmpty()) {
            return;
        }
        try (PreparedStatement statement = prepare(PENDING, service)) {
            PgLaneWriter.bind(statement,
                    changes.cells().entrySet().stream().sorted(Map.Entry.comparingByKey(CellKey.STORED)).toList(), 4);
            statement.executeUpdate();
        }
    }

    boolean fold(String service, int cells) throws SQLException {
        try (PreparedStatement fold = prepare(FOLD, service)) {
            fold.setInt(4, cells);
            if (fold.executeUpdate() == cells) {
                return true;
            }
        }
        try (PreparedStatement end = prepare(END, service)) {
            end.executeUpdate();
        }
        return false;
    }

    private PreparedStatement prepare(String sql, String service) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setInt(1, generation);
        statement.setInt(2, lane);
        statement.setString(3, service);
        return statement;
    }
}
