package dev.tandem.metrics.ingest;

import dev.tandem.platform.feed.FeedPosition;

/** Where producers learn what of their feeds has been brought to safety. */
public interface FeedConfirmations {

    /**
     * Says that everything up to and with a position will never be asked for again.
     *
     * @throws FeedFailure if it could not be said, {@link PositionRefused} if the producer does not know the position
     */
    void confirm(String service, String reader, FeedPosition through);
}
