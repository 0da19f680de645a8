package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.List;

import dev.tandem.platform.feed.FeedPosition;

/**
 * A stretch of one service's feeds, merged into one order.
 *
 * @param through everything up to it is in this batch or in one before
 * @param completeThrough all that was committed before it is in this batch or in one before
 * @param more whether more can be had at once
 */
public record FeedBatch(List<FeedEvent> events, FeedPosition through, Instant completeThrough, boolean more) {
}
