package dev.tandem.platform.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: three times as long after each, up to a bound, and somewhere in the upper half of that, so
 * that receivers which fell together are not called together.
 */
record Backoff(Duration first, Duration most, RandomGenerator random) {

    private static final int FACTOR = 3;

    /** @param failures that happened so far, at least one */
    Duration after(int failures) {
        long bound = first.toMillis();
        for (int i = 1; i < failures && bound < most.toMillis(); i++) {
            bound *= FACTOR;
        }
        bound = Math.min(bound, most.toMillis());
        return Duration.ofMillis(bound - random.nextLong(bound / 2 + 1));
    }
}
