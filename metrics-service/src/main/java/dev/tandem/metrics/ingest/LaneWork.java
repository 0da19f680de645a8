package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.List;

import dev.tandem.platform.feed.FeedPosition;

/** One lane applying one service's feeds, from the cursor that its last transaction left. */
final class LaneWork {

    private record Applied(LaneCursor cursor, Instant waitingSince) {
    }

    private final LaneStore store;
    private final LaneLease lease;
    private final String service;
    private final LaneProcessor processor;
    private LaneCursor cursor;

    LaneWork(LaneStore store, LaneLease lease, String service, LaneRules rules) {
        this.store = store;
        this.lease = lease;
        this.service = service;
        this.processor = new LaneProcessor(lease.lane(), rules);
        this.cursor = store.transact(lease, session -> session.cursor(service));
    }

    LaneLease lease() {
        return lease;
    }

    FeedPosition position() {
        return cursor.position();
    }

    /** The last rate or restatement that is applied. */
    long rates() {
        return cursor.rates();
    }

    /** Applies what of the batch is new to this lane: all of it or, if anything fails, nothing. */
    void apply(FeedBatch batch) {
        boolean moves = batch.through().compareTo(cursor.position()) > 0;
        if (!moves && !batch.completeThrough().isAfter(cursor.completeThrough())) {
            return;
        }
        List<FeedEvent> events = batch.events().stream()
                .filter(event -> event.position().compareTo(cursor.position()) > 0).toList();
        FeedPosition through = moves ? batch.through() : cursor.position();
        Instant waitingSince = apply(events, through, batch.completeThrough());
        if (!waitingSince.isAfter(cursor.completeThrough())) {
            store.fixTurn(service, cursor.completeThrough());
            apply(List.of(), cursor.position(), cursor.completeThrough());
        }
    }

    private Instant apply(List<FeedEvent> events, FeedPosition through, Instant completeThrough) {
        Applied applied = store.transact(lease, session -> {
            LaneProcessor.Outcome outcome = processor.apply(service, events, cursor, through, session);
            LaneCursor next = new LaneCursor(through, outcome.knownAt(),
                    later(cursor.completeThrough(), completeThrough), outcome.rates());
            session.write(service, outcome.changes(), next);
            return new Applied(next, outcome.waitingSince());
        });
        cursor = applied.cursor();
        return applied.waitingSince();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
