package dev.tandem.local.suite;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;

import dev.tandem.local.process.LastWords;
import dev.tandem.local.process.Processes;

/** One process of a service that runs several times. */
record Replica(String name, int port, Process process, Path log) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Waits until it may get traffic. */
    Replica awaitReady(HttpClient client) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Readiness.isReady(client, ServicePlan.ready(port))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw LastWords.of(name, log, 0).toFailure("does not become ready");
            }
            Readiness.pause();
        }
        return this;
    }

    /** Says that it is to end and does not wait. */
    void askToEnd() {
        Processes.signal(process.toHandle(), "TERM");
    }

    /** The exit code of a process that ends by itself or was asked to. */
    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
                throw new AssertionError(name + " on port " + port + " does not end; see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }
}
