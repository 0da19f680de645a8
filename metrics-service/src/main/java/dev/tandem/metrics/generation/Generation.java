package dev.tandem.metrics.generation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

/**
 * One replay of the feeds from the beginning.
 *
 * @param reporting the currencies that amounts are converted to
 * @param definitions the metric@version list it is computed with
 * @param acceptDifferences whether it takes over although its digests differ from those of the one before
 * @param result what the comparison found
 * @param bound of a baseline: where it stands still
 * @param asOfFrom what was known before is not told any more; null where everything is kept
 */
public record Generation(int id, State state, int lanes, ZoneId timeZone, String currency,
        SortedSet<String> reporting, String definitions,
        String reason, boolean acceptDifferences, @Nullable String result, @Nullable String requestedBy,
        Instant createdAt, @Nullable Instant activatedAt, @Nullable Instant retiredAt, @Nullable Instant bound,
        @Nullable Origin origin, @Nullable Instant asOfFrom) {

    /** The baseline that a generation begins with. */
    public record Origin(int generation, int lanes) {
    }

    /** What becomes of a generation. */
    public enum State {
        BUILDING,
        ACTIVE,
        RETIRED,
        /** Its digests differed where they should not; it was never served. */
        FAILED,
        /** A baseline: the states and contributions of an instant in the past, which rebuilds begin with. */
        BASE
    }

    /** Whether it is read on: a retired one stays as it was when it was replaced. */
    public boolean isWorked() {
        return state == State.ACTIVE || state == State.BUILDING;
    }
}
