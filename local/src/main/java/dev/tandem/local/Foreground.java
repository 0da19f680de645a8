package dev.tandem.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.home.DiskSpace;
import dev.tandem.local.home.Failure;
import dev.tandem.local.imports.DataFolder;
import dev.tandem.local.imports.Importer;
import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.process.Processes;
import dev.tandem.local.suite.Readiness;
import dev.tandem.local.suite.Suite;

/** Runs the suite for as long as this process lives. Ctrl-C, or a request of {@code down}, stops it cleanly. */
final class Foreground {
    private static final Duration OTHER_PATIENCE = Duration.ofMinutes(5);

    private final Run run;
    private boolean stopped;

    Foreground(Run run) {
        this.run = run;
    }

    /** @param whenReady is told the exit code of getting ready: 0, or 3 where rows failed */
    int up(boolean empty, @Nullable Path data, IntConsumer whenReady) {
        boolean first = !run.home().isUsed();
        run.home().create();
        if (data != null) {
            DataFolder.find(data, run.home().shippedImports());
        }
        Optional<LauncherLock> lock = LauncherLock.take(run.home().run());
        if (lock.isEmpty()) {
            return joinRunning(data);
        }
        // The lock is held until the process ends: the shutdown hook still works with the data folder.
        new DiskSpace(run.home().folder()).require(first ? DiskSpace.TO_BEGIN : DiskSpace.TO_GO_ON);
        Suite.stopLeftOvers(run.home(), run.terminal());
        run.ports().requireFree();
        run.home().rememberPort(run.ports().gateway());
        run.terminal().say("%s Tandem in %s", first ? "Starting" : "Starting again", run.home().folder());
        Suite suite = new Suite(run.home(), run.ports(), run.environment(), run.terminal());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(suite, lock.get()), "stop"));
        int code;
        try {
            suite.start();
            code = feed(empty, data);
        } catch (RuntimeException failed) {
            // Whoever is told of the failure must find nothing running any more.
            stop(suite, lock.get());
            throw run.explain(failed);
        }
        Greeting.say(run);
        whenReady.accept(code);
        await(new CountDownLatch(1));
        return code;
    }

    private int feed(boolean empty, @Nullable Path data) {
        Feeding feeding = new Feeding(run);
        Importer.Rows rows = feeding.demo(empty);
        if (data != null) {
            rows = rows.plus(feeding.files(data));
        }
        feeding.awaitFigures();
        return rows.failed() > 0 ? Failure.ROWS_FAILED : 0;
    }

    /** Nothing to start: says so, and imports what was asked for. */
    int joinRunning(@Nullable Path data) {
        run.terminal().say("Tandem already runs in %s", run.home().folder());
        run.home().knownPort().filter(port -> port != run.ports().gateway()).ifPresent(port -> {
            throw new Failure(Failure.USAGE, "it runs with TANDEM_PORT=" + port + ", not " + run.ports().gateway() + ".");
        });
        awaitOther();
        if (data != null) {
            return new Feeding(run).importInto(data);
        }
        Greeting.say(run);
        return 0;
    }

    /** The other start may have begun a moment ago. */
    private void awaitOther() {
        if (Suite.isReady(run.ports())) {
            return;
        }
        run.terminal().say("It is not ready yet; waiting");
        long deadline = System.nanoTime() + OTHER_PATIENCE.toNanos();
        while (!Suite.isReady(run.ports())) {
            if (LauncherLock.isFree(run.home().run())) {
                throw new Failure(Failure.NOT_UP, "the other start did not succeed; see " + run.home().log("launcher"));
            }
            if (System.nanoTime() > deadline) {
                throw new Failure(Failure.NOT_UP, "it is still not ready; see ./tandem status and ./tandem logs launcher.");
            }
            Readiness.pause();
        }
    }

    private synchronized void stop(Suite suite, LauncherLock lock) {
        if (stopped) {
            return;
        }
        stopped = true;
        run.terminal().say("Stopping; the data stay in %s", run.home().folder());
        suite.stop();
        run.terminal().say("Stopped");
        lock.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }
}
