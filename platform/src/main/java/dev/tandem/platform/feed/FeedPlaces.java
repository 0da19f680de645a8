package dev.tandem.platform.feed;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;

/**
 * Which positions are good to continue from. One that was never given, and one behind which events were given up, would let
 * a reader go on with a hole that it does not know of.
 */
@ApplicationScoped
class FeedPlaces {

    private final FeedReader reader;
    private final FeedRetention retention;
    private final FeedConfig config;

    FeedPlaces(FeedReader reader, FeedRetention retention, FeedConfig config) {
        this.reader = reader;
        this.retention = retention;
        this.config = config;
    }

    static FeedPosition parse(String text) {
        try {
            return FeedPosition.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw invalid().causedBy(malformed);
        }
    }

    /** Positions of an earlier epoch were given before a restore: only those are sound that still are an event's. */
    void requireGiven(String kind, FeedPosition position) {
        requireNotAhead(position);
        if (position.epoch() < reader.head().epoch() && !position.equals(FeedPosition.START) && !exists(position)) {
            FeedPosition cut = retention.cut(kind).through();
            if (cut == null || position.compareTo(cut) > 0) {
                throw invalid();
            }
            if (position.compareTo(cut) < 0) {
                throw expired();
            }
        }
    }

    /** Of any kind: a reader confirms one position for all of them. */
    void requireGiven(FeedPosition position) {
        requireNotAhead(position);
        if (position.epoch() < reader.head().epoch() && !exists(position)) {
            throw invalid();
        }
    }

    /** To be asked after what comes behind the position was read, because days are given up meanwhile. */
    FeedCut requireKept(String kind, FeedPosition position) {
        FeedCut cut = retention.cut(kind);
        if (!position.equals(FeedPosition.START) && isBefore(position, cut) && !exists(position)) {
            throw expired();
        }
        return cut;
    }

    /** To be asked after the states as of the position were read. */
    void requireWhole(String kind, FeedPosition position) {
        if (isBefore(position, retention.cut(kind))) {
            throw expired();
        }
    }

    private static boolean isBefore(FeedPosition position, FeedCut cut) {
        return cut.through() != null && position.compareTo(cut.through()) < 0;
    }

    private void requireNotAhead(FeedPosition position) {
        if (position.compareTo(reader.head()) > 0) {
            throw invalid();
        }
    }

    private boolean exists(FeedPosition position) {
        return reader.exists(config.kinds().orElseThrow(), position);
    }

    private static ProblemException invalid() {
        return ProblemException.conflict("feed-position-invalid",
                "This feed has never given that position; read it again from the beginning.");
    }

    private static ProblemException expired() {
        return new ProblemException(ProblemKind.GONE, "feed-position-expired",
                "Events behind that position are no longer kept. Read the feed again without it: it begins with the latest"
                        + " state of each entity, to be applied by version.",
                List.of());
    }
}
