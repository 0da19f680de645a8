package dev.tandem.platform.feed;

import java.time.Instant;
import java.util.List;

/**
 * What a reader gets.
 *
 * @param head nothing at or above it is in this reply, everything below it will be served
 * @param completeThrough all that is committed with an earlier {@code recordedat} has been served
 */
record FeedPage(List<FeedEvent> events, FeedPosition head, Instant completeThrough) {
}
