package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.feed.FeedPosition;

/**
 * A stretch of one service's feeds, merged into one order.
 *
 * @param through everything up to it is in this batch or in one before
 * @param completeThrough all that was committed before it is in this batch or in one before
 * @param more whether more can be had at once
 * @param bound nothing that became known later is applied of it
 */
public record FeedBatch(List<FeedEvent> events, FeedPosition through, Instant completeThrough, boolean more, Instant bound) {

    public FeedBatch(List<FeedEvent> events, FeedPosition through, Instant completeThrough, boolean more) {
        this(events, through, completeThrough, more, Instant.MAX);
    }

    /**
     * What of it was recorded by {@code end} in the order of the feed; it then ends with an event, so that where it ends
     * does not depend on when it was read.
     *
     * @param before where it begins
     */
    FeedBatch until(Instant end, FeedPosition before) {
        List<FeedEvent> kept = events.stream().takeWhile(event -> !event.recordedAt().isAfter(end)).toList();
        boolean all = kept.size() == events.size();
        Instant complete = all && completeThrough.isBefore(end) ? completeThrough : end;
        return new FeedBatch(kept, kept.isEmpty() ? before : kept.getLast().position(), complete, all && more,
                end);
    }

    /** From when on its service keeps every event, where some in it are what is left of older ones. */
    @Nullable
    Instant keptSince() {
        return events.stream().map(FeedEvent::keptSince).filter(Objects::nonNull).max(Instant::compareTo).orElse(null);
    }
}
