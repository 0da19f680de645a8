package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/** One change of one record, as its service published it. */
public record FeedEvent(Feed feed, UUID id, long version, Change change, Instant recordedAt, FeedPosition position,
        @Nullable Fact fact) {

    public EntityKey key() {
        return new EntityKey(feed, id);
    }

    /** Whether the record entered the suite with this event by an import; such an entry restates nothing. */
    public boolean isFirstImport() {
        return version == 1 && fact != null && fact.isImported();
    }
}
