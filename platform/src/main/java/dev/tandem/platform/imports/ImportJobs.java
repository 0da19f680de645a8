package dev.tandem.platform.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.imports.ImportJob.Failure;
import dev.tandem.platform.imports.ImportJob.Phase;
import dev.tandem.platform.imports.ImportJob.Progress;
import dev.tandem.platform.imports.ImportJob.Upload;
import dev.tandem.platform.imports.format.FileFormat;

/** The table of jobs. Leases go by the database's clock, which all replicas share. */
@ApplicationScoped
class ImportJobs {

    private static final String SELECT = "SELECT * FROM import_job ";
    private static final String INSERT = """
            INSERT INTO import_job (id, version, kind, mode, dry_run, mapping_name, mapping, format, columns, state, actor,
                                    key_scope, idempotency_key, salt, started_at, lease_until)
            VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, 'RECEIVING', ?, ?, ?, ?, ?, now() + ? * interval '1 millisecond')
            ON CONFLICT DO NOTHING""";
    private static final String TAKE = """
            UPDATE import_job SET lease_owner = ?, lease_until = now() + ? * interval '1 millisecond'
            WHERE id = (SELECT id FROM import_job WHERE state = 'RUNNING' AND (lease_until IS NULL OR lease_until < now())
                        ORDER BY started_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id""";
    private static final String ADVANCE = """
            UPDATE import_job SET version = version + 1, phase = ?, cursor_row = ?, phase_progress = ?, rows_created = ?,
                   rows_updated = ?, rows_unchanged = ?, rows_failed = ?,
                   lease_until = now() + ? * interval '1 millisecond'
            WHERE id = ?""";
    private static final String PAGE = """
            WHERE (?::text IS NULL OR kind = ?) AND (?::text IS NULL OR state = ?) AND kind = ANY (?)
              AND (?::timestamptz IS NULL OR (started_at, id) < (?::timestamptz, ?::uuid))
            ORDER BY started_at DESC, id DESC LIMIT ?""";

    private final Database database;

    ImportJobs(Database database) {
        this.database = database;
    }

    /** @return false where a job of the same caller and key is there already */
    boolean insert(ImportJob job, Duration timeout) {
        return database.update(INSERT, job.id(), job.kind(), job.mode(), job.dryRun(), job.mappingName(), job.mapping(),
                job.format(), job.columns(), job.actor(), job.upload().keyScope(), job.upload().key(), job.upload().salt(),
                job.startedAt(),
                timeout.toMillis()) == 1;
    }

    Optional<ImportJob> find(UUID id) {
        return database.list(SELECT + "WHERE id = ?", ImportJobs::read, id).stream().findFirst();
    }

    Optional<ImportJob> findByKey(String scope, String key) {
        return database.list(SELECT + "WHERE key_scope = ? AND idempotency_key = ? AND state <> 'FAILED'", ImportJobs::read,
                scope, key).stream().findFirst();
    }

    List<ImportJob> page(@Nullable String kind, @Nullable ImportState state, List<String> visible, @Nullable Instant before,
            @Nullable UUID beforeId, int limit) {
        return database.list(SELECT + PAGE, ImportJobs::read, kind, kind, state, state, visible, before, before, beforeId,
                limit);
    }

    /** Counts rows that have arrived; false where the job does not receive any more. */
    boolean received(UUID id, int rows, Duration timeout) {
        return database.update("""
                UPDATE import_job SET version = version + 1, rows_read = rows_read + ?,
                       lease_until = now() + ? * interval '1 millisecond'
                WHERE id = ? AND state = 'RECEIVING'""", rows, timeout.toMillis(), id) == 1;
    }

    /** The file is whole: from here on the job survives anything. */
    boolean ready(UUID id, byte[] bodyHash) {
        return database.update("""
                UPDATE import_job SET version = version + 1, state = 'RUNNING', body_hash = ?, lease_until = NULL
                WHERE id = ? AND state = 'RECEIVING'""", bodyHash, id) == 1;
    }

    /** Keeps the answer, so that a repeated request gets the same. */
    void remember(UUID id, String reply) {
        database.update("UPDATE import_job SET reply = ? WHERE id = ?", reply, id);
    }

    /** Ends a job whose file cannot be worked, for a reason that no repetition would mend. */
    void fail(UUID id, Failure failure, Instant now) {
        database.update("""
                UPDATE import_job SET version = version + 1, state = 'FAILED', failure_code = ?, failure_detail = ?,
                       finished_at = ?, lease_owner = NULL, lease_until = NULL
                WHERE id = ? AND state IN ('RECEIVING', 'RUNNING')""", failure.code(), failure.detail(), now, id);
    }

    /** Uploads whose receiver died with them. */
    int failAbandoned(Instant now) {
        return database.update("""
                UPDATE import_job SET version = version + 1, state = 'FAILED', failure_code = 'upload-broken',
                       failure_detail = 'The upload ended before the file was whole.', finished_at = ?, lease_until = NULL
                WHERE state = 'RECEIVING' AND lease_until < now()""", now);
    }

    /** False where the job has ended meanwhile. */
    boolean cancel(UUID id, Instant now) {
        return database.update("""
                UPDATE import_job SET version = version + 1, state = 'CANCELLED', finished_at = ?, lease_owner = NULL,
                       lease_until = NULL
                WHERE id = ? AND state IN ('RECEIVING', 'RUNNING')""", now, id) == 1;
    }

    Optional<UUID> take(String owner, Duration lease) {
        return database.list(TAKE, row -> row.getObject(1, UUID.class), owner, lease.toMillis()).stream().findFirst();
    }

    /** The job, locked until the transaction ends, if {@code owner} may still work it. */
    Optional<ImportJob> lock(UUID id, String owner) {
        return database.list(SELECT + "WHERE id = ? AND lease_owner = ? AND state = 'RUNNING' FOR UPDATE", ImportJobs::read,
                id, owner).stream().findFirst();
    }

    void advance(UUID id, Progress to, Duration lease) {
        database.update(ADVANCE, to.phase(), to.cursor(), to.inPhase(), to.created(), to.updated(), to.unchanged(),
                to.failed(), lease.toMillis(), id);
    }

    void complete(UUID id, Instant now) {
        database.update("""
                UPDATE import_job SET version = version + 1, state = 'COMPLETED', finished_at = ?, lease_owner = NULL,
                       lease_until = NULL
                WHERE id = ?""", now, id);
    }

    /** Gives the job back, so that any worker may go on after {@code pause}. */
    void release(UUID id, String owner, Duration pause) {
        database.update("""
                UPDATE import_job SET lease_owner = NULL, lease_until = now() + ? * interval '1 millisecond'
                WHERE id = ? AND lease_owner = ? AND state = 'RUNNING'""", pause.toMillis(), id, owner);
    }

    /** Imports that are not at their end, for the gauge. */
    long countOpen() {
        return database.list("SELECT count(*) FROM import_job WHERE state IN ('RECEIVING', 'RUNNING')", row -> row.getLong(1))
                .getFirst();
    }

    /** How long the import that has waited longest for a worker has done so; zero where each is worked. */
    Duration unattended() {
        return database.list("""
                SELECT coalesce(max(extract(epoch FROM now() - coalesce(lease_until, started_at))) * 1000, 0) FROM import_job
                WHERE state = 'RUNNING' AND (lease_until IS NULL OR lease_until < now())""",
                row -> Duration.ofMillis(row.getLong(1))).getFirst();
    }

    /** Imports that failed within the last hour, for the gauge. */
    long countFailed() {
        return database
                .list("SELECT count(*) FROM import_job WHERE state = 'FAILED' AND finished_at > now() - interval '1 hour'",
                        row -> row.getLong(1))
                .getFirst();
    }

    private static ImportJob read(ResultSet row) throws SQLException {
        java.sql.Array columns = row.getArray("columns");
        String failure = row.getString("failure_code");
        return new ImportJob(row.getObject("id", UUID.class), row.getLong("version"), row.getString("kind"),
                Mode.valueOf(row.getString("mode")), row.getBoolean("dry_run"), row.getString("mapping_name"),
                row.getString("mapping"), FileFormat.valueOf(row.getString("format")),
                columns == null ? List.of() : List.of((String[]) columns.getArray()),
                ImportState.valueOf(row.getString("state")), row.getString("actor"),
                new Upload(row.getString("key_scope"), row.getString("idempotency_key"), row.getBytes("body_hash"),
                        row.getString("reply"), row.getBytes("salt")),
                progress(row), failure == null ? null : new Failure(failure, row.getString("failure_detail")),
                Database.instant(row, "started_at"), Database.instantOrNull(row, "finished_at"),
                row.getObject("purged_at") != null);
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(Phase.valueOf(row.getString("phase")), row.getLong("cursor_row"), row.getLong("phase_progress"),
                row.getLong("rows_read"), row.getLong("rows_created"), row.getLong("rows_updated"),
                row.getLong("rows_unchanged"), row.getLong("rows_failed"));
    }
}
