package dev.tandem.metrics.ingest;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tandem.metrics.contribution.Owner;

/**
 * Works one step that concerns too many records for a transaction. Each chunk writes what its records come to, where
 * nobody sees it; records that are done differ no more, so a chunk that is worked twice adds nothing twice. The last
 * transaction shows everything at once and moves the cursor.
 */
final class LargeStep {

    private static final int CELLS = 20_000;

    private final LaneStore store;
    private final LaneLease lease;
    private final String service;
    private final LaneProcessor processor;
    private final LaneRules rules;

    LargeStep(LaneStore store, LaneLease lease, String service, LaneProcessor processor, LaneRules rules) {
        this.store = store;
        this.lease = lease;
        this.service = service;
        this.processor = processor;
        this.rules = rules;
    }

    /** Notes the step, so that whoever works the lane next goes on with it. */
    static void begin(LaneSession session, String service, Timeline.Step step) {
        Restatement begun = session.restatement(service);
        if (begun == null) {
            session.keep(service, new Restatement(step.position(), step.knownAt(), false, Restatement.Place.START));
        } else if (!begun.position().equals(step.position()) || !begun.knownAt().equals(step.knownAt())) {
            throw new IllegalStateException("The lane was re-stating what came at " + begun.position()
                    + ", but now " + step.position() + " is next");
        }
    }

    /** @return where the lane stands after it */
    LaneCursor work(LaneCursor cursor, Timeline.Step step) {
        while (store.transact(lease, session -> chunk(session, step))) {
            continue;
        }
        LaneCursor next = Timeline.after(cursor, List.of(step));
        store.transact(lease, session -> {
            Restatement worked = Objects.requireNonNull(session.restatement(service));
            session.keep(service, new Restatement(worked.position(), worked.knownAt(), true, worked.place()));
            session.write(service, rules.kept(processor.own(step, session)), next);
            return next;
        });
        fold();
        return next;
    }

    /** Moves what is published to where the rest is. */
    void fold() {
        while (store.transact(lease, session -> session.fold(service, CELLS))) {
            continue;
        }
    }

    private boolean chunk(LaneSession session, Timeline.Step step) {
        Restatement now = Objects.requireNonNull(session.restatement(service));
        Owner.Kind kind = Owner.Kind.closingIn(service);
        Restatement.Slice slice;
        int spans;
        if (step instanceof Timeline.RateStep rate) {
            List<RateSpan> of = RateSpans.of(rate.entry(), session.rates(), rules.reporting());
            spans = of.size();
            slice = now.place().span() < spans
                    ? session.convertedAfter(of.get(now.place().span()), kind, now.place(), rules.chunk())
                    : new Restatement.Slice(List.of(), now.place());
        } else {
            spans = 1;
            UUID lender = ((Timeline.EventStep) step).event().id();
            slice = now.place().span() < spans ? session.dealsAfter(lender, now.place(), rules.chunk())
                    : new Restatement.Slice(List.of(), now.place());
        }
        List<Owner> owners = slice.ids().stream().distinct().map(id -> new Owner(kind, id)).toList();
        session.writeHidden(service, rules.kept(processor.part(step, owners, session)));
        session.keep(service, new Restatement(now.position(), now.knownAt(), false, slice.place()));
        return slice.place().span() < spans;
    }
}
