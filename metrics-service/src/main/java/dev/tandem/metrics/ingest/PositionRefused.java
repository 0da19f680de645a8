package dev.tandem.metrics.ingest;

/** The producer does not know our position: it was restored from a backup, and only reading all of it again is sound. */
final class PositionRefused extends FeedFailure {

    private static final long serialVersionUID = 1L;

    PositionRefused(String message) {
        super(message);
    }
}
