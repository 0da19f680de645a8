package dev.tandem.gateway.limit;

import java.time.Clock;

import io.github.bucket4j.TimeMeter;

/** Time for the buckets that replicas share: the clock, because nothing else is the same for all of them. */
record SharedTicks(Clock clock) implements TimeMeter {

    private static final long NANOS_OF_A_MILLI = 1_000_000L;

    @Override
    public long currentTimeNanos() {
        return clock.millis() * NANOS_OF_A_MILLI;
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
