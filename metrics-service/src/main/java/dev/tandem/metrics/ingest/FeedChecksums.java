package dev.tandem.metrics.ingest;

import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedChecksum;
import dev.tandem.platform.feed.FeedPosition;

/** Where the producers say what they have told. */
public interface FeedChecksums {

    /**
     * The fingerprint of all that a feed said up to and with a position.
     *
     * @throws FeedFailure if the feed cannot be asked now
     */
    FeedChecksum checksum(Feed feed, FeedPosition through);
}
