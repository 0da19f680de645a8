package dev.tandem.platform.imports;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.imports.ImportJob.Phase;
import dev.tandem.platform.imports.mapping.RowError;

/** The stored file: its rows, those put off, and the errors of those that failed. */
@ApplicationScoped
class ImportRows {

    /** A row as it is stored. */
    record Stored(long row, byte[] data, @Nullable UUID keyHash, int occurrence) {
    }

    /** An error and its place in the list of all errors of the file. */
    record StoredError(long row, int no, byte[] data) {
    }

    /** The refusal of rows about erased persons, of which nothing else is kept. */
    static final String ERASED_CODE = "person-erased";

    private static final RowError ERASED = new RowError(null, null, ERASED_CODE,
            "The row is about a person who has been erased; it is not kept.");
    private static final byte[] COPY_HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final String COLUMNS = "SELECT r.row_no, r.data, r.key_hash, r.occurrence FROM import_row r ";

    /** Goes down an index once for each key; of a job of which the planner knows nothing too. */
    static final String LAST_OCCURRENCES = """
            SELECT k, (SELECT max(occurrence) FROM import_row WHERE job_id = ? AND key_hash = k)
            FROM unnest(?::uuid[]) AS k""";

    private final Database database;

    ImportRows(Database database) {
        this.database = database;
    }

    /** Stores rows by COPY, which costs a fraction of inserts. */
    void copy(UUID job, List<Stored> rows) {
        byte[] data = binary(job, rows);
        database.with(connection -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI()
                    .copyIn("COPY import_row (job_id, row_no, data, key_hash, occurrence) FROM STDIN (FORMAT binary)");
            try {
                copy.writeToCopy(data, 0, data.length);
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    private static byte[] binary(UUID job, List<Stored> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 200);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(COPY_HEADER);
            for (Stored row : rows) {
                out.writeShort(5);
                uuid(out, job);
                out.writeInt(8);
                out.writeLong(row.row());
                out.writeInt(row.data().length);
                out.write(row.data());
                uuid(out, row.keyHash());
                out.writeInt(4);
                out.writeInt(row.occurrence());
            }
            out.writeShort(-1);
        } catch (IOException impossible) {
            throw new IllegalStateException("Memory does not refuse bytes", impossible);
        }
        return bytes.toByteArray();
    }

    private static void uuid(DataOutputStream out, @Nullable UUID value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(16);
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
        }
    }

    /** The last occurrence of each key that the file had so far. */
    Map<UUID, Integer> lastOccurrences(UUID job, Collection<UUID> keys) {
        Map<UUID, Integer> last = new HashMap<>();
        if (!keys.isEmpty()) {
            database.list(LAST_OCCURRENCES, row -> {
                int occurrence = row.getInt(2);
                boolean isKnown = !row.wasNull();
                if (isKnown) {
                    last.put(row.getObject(1, UUID.class), occurrence);
                }
                return isKnown;
            }, job, keys.toArray(UUID[]::new));
        }
        return last;
    }

    /** Those of the keys that some row of the file has. */
    Set<UUID> present(UUID job, Collection<UUID> keys) {
        return new HashSet<>(lastOccurrences(job, keys).keySet());
    }

    /** The next rows of the round, in order. */
    List<Stored> next(UUID job, Phase phase, long after, int limit) {
        String waiting = phase == Phase.ROWS ? ""
                : "JOIN import_deferred d ON d.job_id = r.job_id AND d.row_no = r.row_no ";
        return database.list(COLUMNS + waiting + "WHERE r.job_id = ? AND r.row_no > ? ORDER BY r.row_no LIMIT ?",
                ImportRows::read, job, after, limit);
    }

    /** The next rows that failed. */
    List<Stored> nextFailed(UUID job, long after, int limit) {
        return database.list(COLUMNS + """
                WHERE r.job_id = ? AND r.row_no > ?
                  AND EXISTS (SELECT FROM import_error e WHERE e.job_id = r.job_id AND e.row_no = r.row_no)
                ORDER BY r.row_no LIMIT ?""", ImportRows::read, job, after, limit);
    }

    private static Stored read(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Stored(row.getLong(1), row.getBytes(2), row.getObject(3, UUID.class), row.getInt(4));
    }

    void defer(UUID job, Collection<Long> rows) {
        if (!rows.isEmpty()) {
            database.update("""
                    INSERT INTO import_deferred (job_id, row_no) SELECT ?, n FROM unnest(?::bigint[]) AS n
                    ON CONFLICT DO NOTHING""", job, rows.toArray(Long[]::new));
        }
    }

    void settle(UUID job, Collection<Long> rows) {
        if (!rows.isEmpty()) {
            database.update("DELETE FROM import_deferred WHERE job_id = ? AND row_no = ANY (?)", job,
                    rows.toArray(Long[]::new));
        }
    }

    boolean anyDeferred(UUID job) {
        return !database.list("SELECT 1 FROM import_deferred WHERE job_id = ? LIMIT 1", row -> 1, job).isEmpty();
    }

    void addErrors(UUID job, Map<Long, List<RowError>> errors, JobKey key) {
        if (errors.isEmpty()) {
            return;
        }
        database.with(connection -> {
            try (PreparedStatement insert = connection
                    .prepareStatement("INSERT INTO import_error (job_id, row_no, no, data) VALUES (?, ?, ?, ?)")) {
                for (var row : errors.entrySet()) {
                    int no = 0;
                    for (RowError error : row.getValue()) {
                        Database.bind(insert, job, row.getKey(), no++, key.seal(error));
                        insert.addBatch();
                    }
                }
                return insert.executeBatch();
            }
        });
    }

    List<StoredError> errors(UUID job, long afterRow, int afterNo, int limit) {
        return database.list("""
                SELECT row_no, no, data FROM import_error WHERE job_id = ? AND (row_no, no) > (?, ?)
                ORDER BY row_no, no LIMIT ?""", ImportRows::readError, job, afterRow, afterNo, limit);
    }

    /** The errors of these rows, in order. */
    Map<Long, List<StoredError>> errorsOf(UUID job, List<Stored> rows) {
        Map<Long, List<StoredError>> errors = new HashMap<>();
        database.list("""
                SELECT row_no, no, data FROM import_error WHERE job_id = ? AND row_no = ANY (?) ORDER BY row_no, no""",
                ImportRows::readError, job, rows.stream().map(Stored::row).toArray(Long[]::new))
                .forEach(error -> errors.computeIfAbsent(error.row(), none -> new ArrayList<>()).add(error));
        return errors;
    }

    private static StoredError readError(java.sql.ResultSet row) throws java.sql.SQLException {
        return new StoredError(row.getLong(1), row.getInt(2), row.getBytes(3));
    }

    /** Deletes rows that were worked: only those that failed are asked for again. */
    void drop(UUID job, Collection<Long> worked) {
        if (!worked.isEmpty()) {
            database.update("DELETE FROM import_row WHERE job_id = ? AND row_no = ANY (?)", job, worked.toArray(Long[]::new));
        }
    }

    /** Deletes a part of the rows that did not fail; true while there is more. */
    boolean dropWorked(UUID job, int limit) {
        database.update("DELETE FROM import_deferred WHERE job_id = ?", job);
        return database.update("""
                DELETE FROM import_row WHERE job_id = ? AND row_no IN
                  (SELECT row_no FROM import_row r WHERE job_id = ? AND NOT EXISTS
                     (SELECT FROM import_error e WHERE e.job_id = r.job_id AND e.row_no = r.row_no)
                   ORDER BY row_no LIMIT ?)""", job, job, limit) > 0;
    }

    /** Takes the content of a failed row away; the one error left says that its person was erased. */
    void blank(UUID job, long row, List<String> cells, JobKey key) {
        database.update("UPDATE import_row SET data = ?, key_hash = NULL WHERE job_id = ? AND row_no = ?", key.seal(cells), job,
                row);
        database.update("DELETE FROM import_error WHERE job_id = ? AND row_no = ?", job, row);
        addErrors(job, Map.of(row, List.of(ERASED)), key);
    }

    /** Deletes a part of the job's rows; true while there is more. */
    boolean deleteSome(UUID job, int limit) {
        int rows = database.update("""
                DELETE FROM import_row WHERE job_id = ? AND row_no IN
                  (SELECT row_no FROM import_row WHERE job_id = ? ORDER BY row_no LIMIT ?)""", job, job, limit);
        int errors = database.update("""
                DELETE FROM import_error WHERE job_id = ? AND row_no IN
                  (SELECT row_no FROM import_error WHERE job_id = ? ORDER BY row_no LIMIT ?)""", job, job, limit);
        database.update("DELETE FROM import_deferred WHERE job_id = ?", job);
        return rows + errors > 0;
    }
}
