package dev.tandem.metrics.ingest;

import java.time.Instant;

import dev.tandem.platform.feed.FeedPosition;

/**
 * How far a lane has come in the feeds of one service, which it reads in one order.
 *
 * @param knownAt running maximum of recordedat in that order and of the rates between, the same in every rebuild
 * @param completeThrough all that was committed before it is applied
 * @param rates the last rate or restatement that is applied, by its seq
 */
public record LaneCursor(FeedPosition position, Instant knownAt, Instant completeThrough, long rates) {

    public static final LaneCursor START = new LaneCursor(FeedPosition.START, Instant.EPOCH, Instant.EPOCH, 0);
}
