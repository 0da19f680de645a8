package dev.tandem.platform.imports;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.imports.ImportRows.Stored;
import dev.tandem.platform.imports.mapping.MappedRow.PendingReference;
import dev.tandem.platform.personal.PersonMarks;
import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

/**
 * What imports keep about persons. A row that was worked is removed at once; a row that failed waits for somebody to mend it,
 * belongs to nobody, and is sealed with the key of its file. So those that tell of a person have to be looked for.
 */
@ApplicationScoped
public class ImportTraces {

    /** A failed row as it came. */
    public record FailedRow(UUID importId, String kind, long row, List<String> columns, List<String> cells) {
    }

    private interface Visit {
        void row(ImportJob job, ImportPlan plan, JobKey key, Stored row, List<String> cells);
    }

    private static final Logger LOG = Logger.getLogger(ImportTraces.class);
    private static final int PART = 500;
    private static final int SWEPT_AT_ONCE = 5_000;

    private final Database database;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final ImportPlans plans;
    private final SubjectKeys keys;
    private final Clock clock;

    ImportTraces(Database database, ImportJobs jobs, ImportRows rows, ImportPlans plans, SubjectKeys keys, Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.rows = rows;
        this.plans = plans;
        this.keys = keys;
        this.clock = clock;
    }

    /** The failed rows that tell of the person. */
    public List<FailedRow> find(PersonMarks marks) {
        List<FailedRow> found = new ArrayList<>();
        visit(marks, Instant.MIN, (job, plan, key, row, cells) -> found
                .add(new FailedRow(job.id(), job.kind(), row.row(), job.columns(), cells)));
        return found;
    }

    /**
     * Takes the content of those rows away; what is left says why. Each row is a transaction of its own.
     *
     * @param since looks only through files that were worked at or after this
     */
    public int forget(PersonMarks marks, Instant since) {
        sweep();
        int[] forgotten = { 0 };
        visit(marks, since, (job, plan, key, row, cells) -> {
            QuarkusTransaction.requiringNew().run(() -> rows.blank(job.id(), row.row(), plan.blank(), key));
            forgotten[0]++;
        });
        return forgotten[0];
    }

    private void visit(PersonMarks marks, Instant since, Visit visit) {
        List<UUID> failed = database.list("""
                SELECT id FROM import_job j WHERE purged_at IS NULL
                  AND EXISTS (SELECT FROM import_error e WHERE e.job_id = j.id) ORDER BY started_at, id""",
                row -> row.getObject(1, UUID.class));
        for (UUID id : failed) {
            Optional<ImportJob> job = jobs.find(id);
            Optional<JobKey> key = job.flatMap(one -> keys.find(id).map(own -> JobKey.of(own, one.upload().salt())));
            boolean isRecent = job.isPresent() && (job.get().finishedAt() == null || !job.get().finishedAt().isBefore(since));
            if (isRecent && key.isPresent()) {
                visit(job.get(), key.get(), marks, visit);
            }
        }
    }

    private void visit(ImportJob job, JobKey key, PersonMarks marks, Visit visit) {
        ImportPlan plan = plans.of(job);
        List<Stored> part = rows.nextFailed(job.id(), 0, PART);
        while (!part.isEmpty()) {
            for (Stored row : part) {
                List<String> cells = List.of(key.open(row.data(), String[].class));
                if (tellsOf(marks, plan, row, cells)) {
                    visit.row(job, plan, key, row, cells);
                }
            }
            part = rows.nextFailed(job.id(), part.getLast().row(), PART);
        }
    }

    private static boolean tellsOf(PersonMarks marks, ImportPlan plan, Stored row, List<String> cells) {
        if (marks.in(String.join("\n", cells))) {
            return true;
        }
        RowParser.Parsed parsed = plan.parser().parse(cells);
        if (parsed.error() != null) {
            return false;
        }
        ExternalId name = plan.identity().read(parsed, row.occurrence()).name();
        return isName(marks, plan.kind().kind(), name) || plan.mapper().map(parsed.source(), parsed.document()).references()
                .stream().anyMatch(reference -> isName(marks, reference));
    }

    private static boolean isName(PersonMarks marks, PendingReference reference) {
        return marks.isName(reference.kind(), reference.system(), reference.id());
    }

    private static boolean isName(PersonMarks marks, String kind, @Nullable ExternalId name) {
        return name != null && marks.isName(kind, name.system(), name.id());
    }

    /** Removes the rows that did not fail of files that are done with. */
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        List<UUID> ended = database.list("""
                SELECT id FROM import_job WHERE swept_at IS NULL AND finished_at IS NOT NULL ORDER BY finished_at LIMIT 1000""",
                row -> row.getObject(1, UUID.class));
        for (UUID job : ended) {
            try {
                sweep(job);
            } catch (ProblemException | IllegalStateException refused) {
                LOG.warnf(refused, "The rows of import %s could not be removed yet", job);
            }
        }
    }

    private void sweep(UUID job) {
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(() -> rows.dropWorked(job, SWEPT_AT_ONCE));
        }
        database.update("UPDATE import_job SET swept_at = ? WHERE id = ?", clock.instant(), job);
    }
}
