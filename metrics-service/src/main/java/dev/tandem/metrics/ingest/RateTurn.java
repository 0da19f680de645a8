package dev.tandem.metrics.ingest;

import dev.tandem.platform.feed.FeedPosition;

/**
 * A place of rates in the order of a service's events: those up to {@code throughSeq} come after the events up to
 * {@code position} and before all later ones.
 */
public record RateTurn(long throughSeq, FeedPosition position) {
}
