package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.feed.FeedPosition;

/** One lane applying one service's feeds, from the cursor that its last transaction left. */
final class LaneWork {

    private record Left(LaneCursor cursor, @Nullable Restatement restatement) {
    }

    private final LaneStore store;
    private final LaneLease lease;
    private final String service;
    private final LaneProcessor processor;
    private final LargeStep large;
    private LaneCursor cursor;
    /** A step that was begun in chunks is ended in chunks, whatever it would look like now. */
    private boolean begun;

    LaneWork(LaneStore store, LaneLease lease, String service, LaneRules rules) {
        this.store = store;
        this.lease = lease;
        this.service = service;
        this.processor = new LaneProcessor(lease.lane(), rules);
        this.large = new LargeStep(store, lease, service, processor, rules);
        Left left = store.transact(lease, session -> new Left(session.cursor(service), session.restatement(service)));
        this.cursor = left.cursor();
        Restatement restatement = left.restatement();
        if (restatement != null && restatement.published()) {
            large.fold();
        }
        this.begun = restatement != null && !restatement.published();
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

    /** Applies what of the batch is new to this lane; if anything fails, all before it stays and is not repeated. */
    void apply(FeedBatch batch) {
        boolean moves = batch.through().compareTo(cursor.position()) > 0;
        if (!moves && !batch.completeThrough().isAfter(cursor.completeThrough())) {
            return;
        }
        LaneCursor through = new LaneCursor(moves ? batch.through() : cursor.position(), cursor.knownAt(),
                later(cursor.completeThrough(), batch.completeThrough()), cursor.rates());
        Instant waitingSince = apply(batch.events(), through);
        if (!waitingSince.isAfter(cursor.completeThrough())) {
            store.fixTurn(service, cursor.completeThrough());
            apply(List.of(), cursor);
        }
    }

    private Instant apply(List<FeedEvent> events, LaneCursor through) {
        while (true) {
            LaneProcessor.Outcome outcome = once(events, through);
            if (outcome.large() != null) {
                cursor = large.work(cursor, outcome.large());
                begun = false;
            } else {
                cursor = outcome.cursor();
                if (outcome.all()) {
                    return outcome.waitingSince();
                }
            }
        }
    }

    private LaneProcessor.Outcome once(List<FeedEvent> events, LaneCursor through) {
        List<FeedEvent> left = events.stream().filter(event -> event.position().compareTo(cursor.position()) > 0)
                .toList();
        return store.transact(lease, session -> {
            LaneProcessor.Outcome outcome = processor.apply(service, left, cursor, through, begun, session);
            if (outcome.large() != null) {
                LargeStep.begin(session, service, outcome.large());
            } else {
                session.write(service, outcome.changes(), outcome.cursor());
            }
            return outcome;
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
