package dev.tandem.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.home.Failure;
import dev.tandem.local.imports.Importer;
import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.process.Processes;
import dev.tandem.local.suite.Suite;

/** Runs the suite for as long as this process lives. Ctrl-C, or a request of {@code down}, stops it cleanly. */
final class Foreground {
    private final Run run;

    Foreground(Run run) {
        this.run = run;
    }

    /** @param whenReady is told the exit code of getting ready: 0, or 3 where rows failed */
    int up(boolean empty, @Nullable Path data, IntConsumer whenReady) {
        boolean first = !run.home().isUsed();
        run.home().create();
        Optional<LauncherLock> lock = LauncherLock.take(run.home().run());
        if (lock.isEmpty()) {
            return joinRunning(data);
        }
        // The lock is held until the process ends: the shutdown hook still works with the data folder.
        Suite.stopLeftOvers(run.home(), run.terminal());
        run.ports().requireFree();
        run.terminal().say("%s Tandem in %s", first ? "Starting" : "Starting again", run.home().folder());
        Suite suite = new Suite(run.home(), run.ports(), run.environment(), run.terminal());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(suite, lock.get()), "stop"));
        suite.start();
        int code = feed(empty, data);
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
        if (data != null) {
            return new Feeding(run).importInto(data);
        }
        Greeting.say(run);
        return 0;
    }

    private void stop(Suite suite, LauncherLock lock) {
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
