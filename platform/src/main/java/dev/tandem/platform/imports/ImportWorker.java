package dev.tandem.platform.imports;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.ImportChunk.Task;
import dev.tandem.platform.imports.ImportJob.Failure;
import dev.tandem.platform.imports.ImportStep.Step;
import dev.tandem.platform.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

/**
 * Works the received files, the oldest first, one at a time. It holds a job by a lease, so that another replica goes on
 * where this one died.
 */
@ApplicationScoped
class ImportWorker {

    private static final Logger LOG = Logger.getLogger(ImportWorker.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int RETRIES = 5;
    /** How much smaller the next try is after a chunk failed: few tries lead to the one bad row. */
    private static final int SHRINK = 8;

    private final ImportConfig config;
    private final ImportJobs jobs;
    private final ImportStep step;
    private final RowFault faults;
    private final Clock clock;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Thread thread;

    ImportWorker(ImportConfig config, ImportJobs jobs, ImportStep step, RowFault faults, Clock clock) {
        this.config = config;
        this.jobs = jobs;
        this.step = step;
        this.faults = faults;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (config.worker()) {
            thread = Thread.ofPlatform().name("import-worker").daemon().start(() -> run("worker-" + UUID.randomUUID()));
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stopped = true;
        kick();
        if (thread != null) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    /** Says that there is work, so that nobody waits for the next poll. */
    void kick() {
        signal.release();
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void failAbandonedUploads() {
        int failed = jobs.failAbandoned(clock.instant());
        if (failed > 0) {
            LOG.warnf("%d uploads broke off without a word", failed);
        }
    }

    private void run(String owner) {
        while (!stopped) {
            try {
                if (!workNext(owner)) {
                    signal.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
                    signal.drainPermits();
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error unexpected) {
                LOG.error("The import worker stumbled and goes on", unexpected);
                pause();
            }
        }
    }

    private void pause() {
        try {
            signal.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** Takes the oldest free job and works it to its end; false where there is none. */
    boolean workNext(String owner) {
        Optional<UUID> taken = QuarkusTransaction.requiringNew().call(() -> jobs.take(owner, config.lease()));
        taken.ifPresent(job -> workWhole(job, owner));
        return taken.isPresent();
    }

    private void workWhole(UUID id, String owner) {
        Task task;
        try {
            task = step.prepare(id);
        } catch (ProblemException unworkable) {
            LOG.errorf(unworkable, "Import %s cannot be worked", id);
            jobs.fail(id, new Failure(unworkable.code(), unworkable.detail()), clock.instant());
            return;
        }
        Step last = workSteps(task, owner);
        if (last == Step.WORKED) {
            jobs.release(id, owner, stopped ? Duration.ZERO : PAUSE);
        }
        LOG.infof("Import %s: %s", id, last);
    }

    /** @return {@code WORKED} where the job has to wait: for the database, or because this process stops */
    private Step workSteps(Task task, String owner) {
        ChunkSize size = new ChunkSize(config.chunkRows(), config.chunkTime());
        Step last = Step.WORKED;
        int tries = 0;
        while (last == Step.WORKED && !stopped) {
            long start = System.nanoTime();
            try {
                last = step.work(task, owner, size.rows());
                size.worked(Duration.ofNanos(System.nanoTime() - start));
                tries = 0;
            } catch (RuntimeException failed) {
                rethrowError(failed);
                RowFault.Cause cause = faults.of(failed);
                if (cause == RowFault.Cause.DATABASE) {
                    LOG.warnf(failed, "Import %s waits for the database", task.job().id());
                    return Step.WORKED;
                }
                if (cause == RowFault.Cause.ROW || ++tries > RETRIES) {
                    tries = 0;
                    last = size.rows() > 1 ? size.failed(SHRINK) : failRow(task, owner, failed);
                }
            }
        }
        return last;
    }

    /** Transactions wrap even what no row can be blamed for, such as a lack of memory. */
    private static void rethrowError(Throwable failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof Error error) {
                throw error;
            }
        }
    }

    private Step failRow(Task task, String owner, RuntimeException failed) {
        ProblemException why = faults.problem(failed);
        Optional<String> refusal = faults.refusal(failed);
        if (refusal.isPresent()) {
            LOG.warnf("The database refused a row of import %s: %s", task.job().id(), refusal.get());
        } else if (why.getCause() != null) {
            LOG.warnf(failed, "A row of import %s could not be stored", task.job().id());
        }
        return step.failNext(task, owner, why);
    }
}
