package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Keeps the lanes. A batch is written whole or not at all, and only by the holder of the lane's lease. */
public interface LaneStore {

    /**
     * Runs {@code work} as one transaction.
     *
     * @throws LeaseLost if the lane belongs to another worker
     */
    <T extends @Nullable Object> T transact(LaneLease lease, Function<LaneSession, T> work);

    /**
     * Gives the rates recorded up to an instant their place after everything that any lane has applied, while nothing is
     * applied anywhere.
     */
    void fixTurn(String service, Instant recordedThrough);
}
