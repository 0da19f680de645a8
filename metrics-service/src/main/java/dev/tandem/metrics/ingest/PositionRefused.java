package dev.tandem.metrics.ingest;

/**
 * The producer does not know our position, or no longer keeps what is behind it: it was restored from a backup, or we were.
 * Only reading all of it again is sound.
 */
public final class PositionRefused extends FeedFailure {

    private static final long serialVersionUID = 1L;

    PositionRefused(String message) {
        super(message);
    }
}
