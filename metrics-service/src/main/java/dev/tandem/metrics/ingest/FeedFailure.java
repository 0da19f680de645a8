package dev.tandem.metrics.ingest;

import org.jspecify.annotations.Nullable;

/** A feed could not be read; the reader tries again later from where it was. */
public class FeedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FeedFailure(String message) {
        super(message);
    }

    public FeedFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
