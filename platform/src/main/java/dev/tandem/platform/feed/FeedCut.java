package dev.tandem.platform.feed;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What was given up of a feed.
 *
 * @param through the last event of the days that were given up; null where every event is kept
 * @param keptSince what was recorded later in this service is kept event by event; null where all is
 */
record FeedCut(@Nullable FeedPosition through, @Nullable Instant keptSince) {
}
