package dev.tandem.platform.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.imports.ImportRows.Stored;
import dev.tandem.platform.imports.ImportRows.StoredError;
import dev.tandem.platform.imports.format.FileFormat;
import dev.tandem.platform.imports.format.RowWriter;
import dev.tandem.platform.imports.mapping.Mapping;
import dev.tandem.platform.imports.mapping.RowError;
import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

/** What an import tells afterwards: its errors, and the failed rows as a file to mend and send again. */
@ApplicationScoped
class ImportReports {

    private static final int PART = 500;
    private static final int DELETED_AT_ONCE = 5_000;

    private final ImportConfig config;
    private final Database database;
    private final ImportRows rows;
    private final SubjectKeys keys;
    private final Clock clock;

    ImportReports(ImportConfig config, Database database, ImportRows rows, SubjectKeys keys, Clock clock) {
        this.config = config;
        this.database = database;
        this.rows = rows;
        this.keys = keys;
        this.clock = clock;
    }

    /** One page of errors in the order of the file. */
    Page<ImportErrorView> errors(ImportJob job, int limit, @Nullable String cursor) {
        JobKey key = key(job);
        List<String> after = Cursor.decode(cursor, 2);
        List<StoredError> found = rows.errors(job.id(), after.isEmpty() ? 0 : number(after.get(0)),
                after.isEmpty() ? 0 : (int) number(after.get(1)), limit + 1);
        List<StoredError> page = found.size() > limit ? found.subList(0, limit) : found;
        return new Page<>(page.stream().map(error -> ImportErrorView.of(error.row(), key.open(error.data(), RowError.class)))
                .toList(), found.size() > limit ? Cursor.encode(page.getLast().row(), page.getLast().no()) : null);
    }

    private static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }

    /** Writes the failed rows with the columns they came with; {@code error} is added. */
    void writeFailedRows(ImportJob job, OutputStream out) throws IOException {
        JobKey key = key(job);
        Mapping mapping = job.mapping().isEmpty() ? null : ImportPlans.parse(job.mapping());
        boolean counts = mapping != null && mapping.externalId() != null && mapping.externalId().countsOccurrences();
        BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        RowWriter writer = RowWriter.begin(job.format(), text, job.columns(),
                mapping == null || mapping.columns() == null);
        long after = 0;
        for (List<Stored> part = rows.nextFailed(job.id(), after, PART); !part.isEmpty(); part = rows.nextFailed(job.id(),
                after, PART)) {
            Map<Long, List<StoredError>> errors = rows.errorsOf(job.id(), part);
            for (Stored row : part) {
                String why = errors.getOrDefault(row.row(), List.of()).stream()
                        .map(error -> text(job.format(), key.open(error.data(), RowError.class)))
                        .collect(Collectors.joining("; "));
                writer.row(List.of(key.open(row.data(), String[].class)),
                        counts ? why + "; " + FileStore.OCCURRENCE_NOTE + row.occurrence() : why);
            }
            after = part.getLast().row();
        }
        text.flush();
    }

    private static String text(FileFormat format, RowError error) {
        String code = error.field() == null ? error.code() : error.field() + ": " + error.code();
        return format == FileFormat.WHITESPACE ? code : code + " (" + error.message() + ")";
    }

    JobKey key(ImportJob job) {
        return keys.find(job.id()).map(key -> JobKey.of(key, job.upload().salt()))
                .orElseThrow(() -> new ProblemException(ProblemKind.GONE, "import-expired",
                        "The rows of this import are no longer kept.", List.of()));
    }

    /** Forgets files after their time: first the key, which makes the rest unreadable at once, then the rest. */
    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        Instant before = clock.instant().minus(config.kept());
        List<UUID> old = database.list("""
                SELECT id FROM import_job WHERE purged_at IS NULL AND started_at < ?
                  AND state NOT IN ('RECEIVING', 'RUNNING') ORDER BY started_at LIMIT 100""",
                row -> row.getObject(1, UUID.class), before);
        old.forEach(this::forget);
    }

    private void forget(UUID job) {
        QuarkusTransaction.requiringNew().run(() -> keys.forget(job));
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(() -> rows.deleteSome(job, DELETED_AT_ONCE));
        }
        database.update("UPDATE import_job SET purged_at = ? WHERE id = ?", clock.instant(), job);
    }
}
