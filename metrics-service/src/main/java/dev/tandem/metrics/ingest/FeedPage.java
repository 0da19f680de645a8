package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.List;

import dev.tandem.platform.feed.FeedPosition;

/**
 * One reply of a feed.
 *
 * @param head everything below it has been or will be served, nothing at or above it is in this reply
 * @param completeThrough all of this feed that was committed before it has been served
 */
public record FeedPage(List<FeedEvent> events, FeedPosition head, Instant completeThrough) {
}
