package dev.tandem.platform.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Patience with a deadline, for what happens soon but not at once. */
public final class Eventually {

    private static final Duration STEP = Duration.ofMillis(50);

    /** Something that may fail until it holds. */
    @FunctionalInterface
    public interface Assertion {
        void run() throws Exception;
    }

    private Eventually() {
    }

    /** Repeats the assertion until it holds; past the deadline its last failure is the test's. */
    public static void within(Duration deadline, Assertion assertion) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError | Exception failure) {
                if (System.nanoTime() > end) {
                    throw failure instanceof AssertionError error ? error
                            : new AssertionError("Still failing after " + deadline, failure);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP.toMillis()));
            }
        }
    }
}
