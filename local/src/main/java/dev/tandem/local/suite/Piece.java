package dev.tandem.local.suite;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.process.Processes;

/**
 * One process that is to run until told otherwise: when it dies it is started again, at once at first and then ever more
 * slowly, and the terminal says so.
 */
final class Piece {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);

    private final String name;
    private final Supplier<Process> starter;
    private final Terminal terminal;
    private final Object lock = new Object();
    private @Nullable Process process;
    private boolean stopping;
    private int deaths;

    Piece(String name, Supplier<Process> starter, Terminal terminal) {
        this.name = name;
        this.starter = starter;
        this.terminal = terminal;
    }

    String name() {
        return name;
    }

    int deaths() {
        synchronized (lock) {
            return deaths;
        }
    }

    void start() {
        launch();
        Thread.ofPlatform().daemon().name("watch-" + name).start(this::watch);
    }

    private void launch() {
        synchronized (lock) {
            if (!stopping) {
                process = starter.get();
            }
        }
    }

    private void watch() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                long started = System.nanoTime();
                int code = current().waitFor();
                synchronized (lock) {
                    if (stopping) {
                        return;
                    }
                    deaths++;
                }
                if (System.nanoTime() - started > STABLE.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                terminal.say("%s ended with %d; starting it again in %s s", name, code, pause.toMillis() / 1000.0);
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                relaunch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void relaunch() {
        try {
            launch();
        } catch (RuntimeException trouble) {
            terminal.say("%s: %s", name, Failure.explain(trouble).getMessage());
        }
    }

    private Process current() {
        synchronized (lock) {
            if (process == null) {
                throw new IllegalStateException(name + " was never started");
            }
            return process;
        }
    }

    /** Asks the process to end without waiting for it. */
    void askToStop() {
        synchronized (lock) {
            stopping = true;
            if (process != null) {
                process.destroy();
            }
        }
    }

    void stop(String signal, Duration patience) {
        Process last;
        synchronized (lock) {
            stopping = true;
            last = process;
        }
        if (last != null) {
            Processes.stop(last.toHandle(), signal, patience);
        }
    }
}
