package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.time.ZoneOffset;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.platform.feed.FeedPosition;

/**
 * A contribution that came (sign 1) or went (sign -1).
 *
 * @param firstImport caused by the first import of a record, which restates nothing
 */
public record LogEntry(Instant knownAt, FeedPosition position, boolean firstImport, Contribution contribution,
        int sign) {

    /** Whether it came after its day was over everywhere near, as {@code visible_late} says it. */
    boolean isLate() {
        return !firstImport && knownAt.isAfter(contribution.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
