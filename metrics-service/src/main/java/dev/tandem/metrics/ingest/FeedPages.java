package dev.tandem.metrics.ingest;

import java.time.Duration;

import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/** Where events come from. */
public interface FeedPages {

    /**
     * The events after a position, oldest first, waiting up to {@code wait} for the first one.
     *
     * @throws FeedFailure if the feed cannot be read now
     */
    FeedPage read(Feed feed, FeedPosition after, int limit, Duration wait);
}
