package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import dev.tandem.platform.feed.FeedPosition;

/**
 * A change that concerns more records than one transaction should work: which one it is, by its position and the instant
 * since when it is known, and how far it is worked.
 *
 * @param published whether readers see it, so that only its cells are left to be moved
 */
public record Restatement(FeedPosition position, Instant knownAt, boolean published, Place place) {

    /** The last record that is worked, in one of the sets of facts concerned. */
    public record Place(int span, LocalDate day, UUID id) {

        static final Place START = new Place(0, LocalDate.of(1, 1, 1), new UUID(0, 0));

        Place next() {
            return new Place(span + 1, START.day, START.id);
        }
    }

    /** The next records to work, with where that leads; no more of them if {@code place} is of another set. */
    public record Slice(java.util.List<UUID> ids, Place place) {
    }
}
