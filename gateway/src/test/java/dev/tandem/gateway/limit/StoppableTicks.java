package dev.tandem.gateway.limit;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.quarkus.test.Mock;

/** The time of the buckets in tests: it runs, until a test stops it and moves it on itself. */
@Mock
@Singleton
public class StoppableTicks extends Ticks {

    private static volatile long ahead;
    private static volatile long stoppedAt = Long.MIN_VALUE;

    public static void stop() {
        stoppedAt = System.nanoTime() + ahead;
    }

    public static void pass(Duration time) {
        long later = stoppedAt + time.toNanos();
        stoppedAt = later;
    }

    /** Never back, or buckets would stand still. */
    public static void goOn() {
        ahead = stoppedAt - System.nanoTime();
        stoppedAt = Long.MIN_VALUE;
    }

    @Override
    public long currentTimeNanos() {
        return stoppedAt == Long.MIN_VALUE ? System.nanoTime() + ahead : stoppedAt;
    }
}
