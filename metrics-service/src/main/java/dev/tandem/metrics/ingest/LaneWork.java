package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import dev.tandem.platform.feed.FeedPosition;

/** One lane applying one service's feeds, from the cursor that its last transaction left. */
final class LaneWork {

    private final LaneStore store;
    private final LaneLease lease;
    private final String service;
    private final LaneProcessor processor;
    private LaneCursor cursor;

    LaneWork(LaneStore store, LaneLease lease, String service, int lanes, ZoneId zone) {
        this.store = store;
        this.lease = lease;
        this.service = service;
        this.processor = new LaneProcessor(lease.lane(), lanes, zone);
        this.cursor = store.transact(lease, session -> session.cursor(service));
    }

    LaneLease lease() {
        return lease;
    }

    FeedPosition position() {
        return cursor.position();
    }

    /** Applies what of the batch is new to this lane: all of it or, if anything fails, nothing. */
    void apply(FeedBatch batch) {
        boolean moves = batch.through().compareTo(cursor.position()) > 0;
        if (!moves && !batch.completeThrough().isAfter(cursor.completeThrough())) {
            return;
        }
        cursor = store.transact(lease, session -> {
            List<FeedEvent> events = batch.events().stream()
                    .filter(event -> event.position().compareTo(cursor.position()) > 0).toList();
            LaneProcessor.Outcome outcome = processor.apply(events, cursor.knownAt(), session);
            LaneCursor next = new LaneCursor(moves ? batch.through() : cursor.position(), outcome.knownAt(),
                    later(cursor.completeThrough(), batch.completeThrough()));
            session.write(service, outcome.changes(), next);
            return next;
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
