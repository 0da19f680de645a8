package dev.tandem.metrics.baseline;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a baseline was when it came to its bound.
 *
 * @param bound nothing that was recorded later is in it
 * @param collapsedAt when the served log began with it; null while it does not
 */
record Seal(int generation, Instant bound, Hash hash, Instant sealedAt, @Nullable Instant collapsedAt) {

    /** What its rows come to. */
    record Hash(long states, long contributions, String sha256) {
    }
}
