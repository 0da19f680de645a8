package dev.tandem.gateway.limit;

import jakarta.inject.Singleton;

import io.github.bucket4j.TimeMeter;

/**
 * Time for the buckets of this process: it never goes back, whatever happens to the clock. A bean, so that tests can stop it.
 */
@Singleton
class Ticks implements TimeMeter {

    @Override
    public long currentTimeNanos() {
        return System.nanoTime();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
