package dev.tandem.metrics.ingest;

import java.time.Instant;

import dev.tandem.platform.feed.FeedPosition;

/**
 * Why contributions change.
 *
 * @param firstImport the first import of a record, which restates nothing
 * @param rates something about rates; then a fact that is converted for the first time only completes what brought it
 */
record Cause(Instant knownAt, FeedPosition position, boolean firstImport, boolean rates) {
}
