package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/**
 * One change of one record, as its service published it.
 *
 * @param keptSince where events before it were given up: from when on the service keeps all of them; else null
 */
public record FeedEvent(Feed feed, UUID id, long version, Change change, Instant recordedAt, FeedPosition position,
        @Nullable Fact fact, @Nullable Instant keptSince) {

    public FeedEvent(Feed feed, UUID id, long version, Change change, Instant recordedAt, FeedPosition position,
            @Nullable Fact fact) {
        this(feed, id, version, change, recordedAt, position, fact, null);
    }

    public EntityKey key() {
        return new EntityKey(feed, id);
    }

    /**
     * Whether the record entered the suite with this event by an import; such an entry restates nothing. Nor does what is
     * left of a history that is no longer known.
     */
    public boolean isFirstImport() {
        return keptSince != null || version == 1 && fact != null && fact.isImported();
    }
}
