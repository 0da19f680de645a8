package dev.tandem.platform.imports;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.ImportChunk.Task;
import dev.tandem.platform.imports.ImportJob.Phase;
import dev.tandem.platform.imports.ImportJob.Progress;
import dev.tandem.platform.imports.ImportRows.Stored;
import dev.tandem.platform.personal.PersonKey;
import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * One step of a job is one transaction: the records, their history and events, the job's counters and its place in the
 * file. A process that dies between steps loses nothing, one that dies within a step did nothing.
 */
@ApplicationScoped
class ImportStep {

    /** What a step came to. */
    enum Step {
        /** There may be more to do. */
        WORKED,
        /** The job is complete. */
        COMPLETED,
        /** The job is not this worker's any more: cancelled, or taken over. */
        LOST
    }

    private static final int TIMEOUT_SECONDS = 60;

    private final ImportConfig config;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final ImportPlans plans;
    private final ImportChunk chunk;
    private final SubjectKeys keys;
    private final Clock clock;

    ImportStep(ImportConfig config, ImportJobs jobs, ImportRows rows, ImportPlans plans, ImportChunk chunk, SubjectKeys keys,
            Clock clock) {
        this.config = config;
        this.jobs = jobs;
        this.rows = rows;
        this.plans = plans;
        this.chunk = chunk;
        this.keys = keys;
        this.clock = clock;
    }

    /** The plan of a job and its key, which stay the same over all of its steps. */
    Task prepare(UUID id) {
        ImportJob job = jobs.find(id).orElseThrow();
        PersonKey key = keys.find(id)
                .orElseThrow(() -> new ProblemException(ProblemKind.GONE, "import-expired",
                        "The rows of this import are no longer kept.", List.of()));
        return new Task(job, plans.of(job), JobKey.of(key, job.upload().salt()));
    }

    /** Works the next {@code limit} rows. */
    Step work(Task task, String owner, int limit) {
        return QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).call(() -> {
            ImportJob job = lock(task, owner);
            if (job == null) {
                return Step.LOST;
            }
            Phase phase = job.progress().phase();
            List<Stored> stored = rows.next(job.id(), phase, job.progress().cursor(), limit);
            if (stored.isEmpty()) {
                return endPhase(job);
            }
            ChunkResult result = new ChunkResult();
            long last = run(new Task(job, task.plan(), task.key()), stored, result);
            save(job, task, stored.stream().map(Stored::row).filter(row -> row <= last).toList(), last, result);
            return Step.WORKED;
        });
    }

    /** Fails the next row, whose transaction could not be committed, with what kept it from that. */
    Step failNext(Task task, String owner, ProblemException why) {
        return QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).call(() -> {
            ImportJob job = lock(task, owner);
            if (job == null) {
                return Step.LOST;
            }
            List<Stored> stored = rows.next(job.id(), job.progress().phase(), job.progress().cursor(), 1);
            if (stored.isEmpty()) {
                return endPhase(job);
            }
            Stored row = stored.getFirst();
            ChunkResult result = new ChunkResult();
            result.fail(row.row(), ImportChunk.errors(task, row, why));
            save(job, task, List.of(row.row()), row.row(), result);
            return Step.WORKED;
        });
    }

    private @Nullable ImportJob lock(Task task, String owner) {
        Optional<ImportJob> job = jobs.lock(task.job().id(), owner);
        return job.orElse(null);
    }

    /** A dry run works in a transaction of its own that is rolled back, and keeps only what it learned. */
    private long run(Task task, List<Stored> stored, ChunkResult result) {
        if (!task.job().dryRun()) {
            return chunk.work(task, stored, result);
        }
        try {
            QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).run(() -> {
                throw new NothingKept(chunk.work(task, stored, result));
            });
            throw new IllegalStateException("A dry run was committed");
        } catch (NothingKept end) {
            return end.last;
        }
    }

    /** Ends the transaction of a dry run; it is no failure and so carries no stack. */
    private static final class NothingKept extends RuntimeException {
        private final long last;

        NothingKept(long last) {
            super("nothing kept", null, false, false);
            this.last = last;
        }
    }

    private void save(ImportJob job, Task task, List<Long> worked, long last, ChunkResult result) {
        JobKey key = task.key();
        if (job.progress().phase() == Phase.ROWS) {
            rows.defer(job.id(), result.deferred());
        } else {
            rows.settle(job.id(), worked.stream().filter(row -> !result.deferred().contains(row)).toList());
        }
        rows.addErrors(job.id(), result.errors(), key);
        if (!job.dryRun()) {
            rows.drop(job.id(), worked.stream()
                    .filter(row -> !result.deferred().contains(row) && !result.errors().containsKey(row)).toList());
        }
        result.errors().forEach((row, errors) -> {
            if (errors.stream().anyMatch(error -> error.code().equals(ImportRows.ERASED_CODE))) {
                rows.blank(job.id(), row, task.plan().blank(), key);
            }
        });
        jobs.advance(job.id(), job.progress().plus(last, result), config.lease());
    }

    private Step endPhase(ImportJob job) {
        Progress at = job.progress();
        Phase next = switch (at.phase()) {
            case ROWS -> Phase.DEFERRED;
            case DEFERRED -> at.inPhase() > 0 ? Phase.DEFERRED : Phase.LAST;
            case LAST -> null;
        };
        if (next == null || !rows.anyDeferred(job.id())) {
            jobs.complete(job.id(), clock.instant());
            return Step.COMPLETED;
        }
        jobs.advance(job.id(), at.startOf(next), config.lease());
        return Step.WORKED;
    }
}
