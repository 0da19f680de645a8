package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
    private final LaneRules rules;
    private final @Nullable LaneLoad load;
    private LaneCursor cursor;
    /** A step that was begun in chunks is ended in chunks, whatever it would look like now. */
    private boolean begun;

    LaneWork(LaneStore store, LaneLease lease, String service, LaneRules rules) {
        this.rules = rules;
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
        this.load = rules.origin() == null || !cursor.equals(LaneCursor.START) ? null
                : new LaneLoad(store, lease, service, rules, rules.origin());
    }

    LaneLease lease() {
        return lease;
    }

    FeedPosition position() {
        return cursor.position();
    }

    /** All that was committed before it is applied. */
    Instant completeThrough() {
        return cursor.completeThrough();
    }

    /** Whether it has yet to take over its baseline; until then it can apply nothing. */
    boolean isLoading() {
        return load != null && cursor.equals(LaneCursor.START);
    }

    /** Takes over some of the baseline. */
    void load() {
        cursor = Objects.requireNonNull(load).step();
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
        Instant keptSince = batch.keptSince();
        if (keptSince != null) {
            store.transact(lease, session -> session.keptSince(keptSince));
        }
        Instant waitingSince = apply(batch.events(), through, batch.bound());
        if (!waitingSince.isAfter(cursor.completeThrough())) {
            store.fixTurn(service, cursor.completeThrough());
            apply(List.of(), cursor, batch.bound());
        }
    }

    private Instant apply(List<FeedEvent> events, LaneCursor through, Instant bound) {
        while (true) {
            LaneProcessor.Outcome outcome = once(events, through, bound);
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

    private LaneProcessor.Outcome once(List<FeedEvent> events, LaneCursor through, Instant bound) {
        List<FeedEvent> left = events.stream().filter(event -> event.position().compareTo(cursor.position()) > 0)
                .toList();
        return store.transact(lease, session -> {
            LaneProcessor.Outcome outcome = processor.apply(service, left, cursor, through, bound, begun, session);
            if (outcome.large() != null) {
                LargeStep.begin(session, service, outcome.large());
            } else {
                session.write(service, rules.kept(outcome.changes()), outcome.cursor());
            }
            return outcome;
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
