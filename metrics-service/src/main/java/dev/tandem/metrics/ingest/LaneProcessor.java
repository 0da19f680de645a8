package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/**
 * Applies events and rates to one lane, one by one in memory. What results depends on their order alone, never on how
 * they were cut into batches.
 */
public final class LaneProcessor {

    /**
     * The outcome of a batch.
     *
     * @param knownAt running maximum of recordedat after it
     * @param rates the last rate applied
     * @param waitingSince when the first rate without a place in the order was recorded
     */
    public record Outcome(LaneChanges changes, Instant knownAt, long rates, Instant waitingSince) {
    }

    private final int lane;
    private final LaneRules rules;

    public LaneProcessor(int lane, LaneRules rules) {
        this.lane = lane;
        this.rules = rules;
    }

    /**
     * @param cursor where the lane stands before these events
     * @param through where it stands after them
     */
    public Outcome apply(String service, List<FeedEvent> events, LaneCursor cursor, FeedPosition through,
            LaneReads reads) {
        Timeline timeline = Timeline.of(service, events, cursor, through, reads);
        List<Timeline.Step> ours = timeline.steps().stream()
                .filter(step -> !(step instanceof Timeline.EventStep event) || concerns(event.event())).toList();
        LaneChanges changes = LaneChanges.NONE;
        if (!ours.isEmpty()) {
            WorkingSet set = WorkingSet.load(service, ours, reads, this::holds, rules);
            ours.forEach(step -> step(set, step));
            changes = set.changes();
        }
        return new Outcome(changes, timeline.knownAt(), timeline.rates(), timeline.waitingSince());
    }

    private void step(WorkingSet set, Timeline.Step step) {
        switch (step) {
            case Timeline.EventStep event -> step(set, event.event(), event.knownAt());
            case Timeline.RateStep rate -> set.apply(rate.entry(),
                    new Cause(rate.knownAt(), rate.position(), false, true));
        }
    }

    private boolean holds(UUID subject) {
        return Lanes.of(subject, rules.lanes()) == lane;
    }

    /** Whether the event may change anything here. */
    private boolean concerns(FeedEvent event) {
        if (event.change() == Change.ERASED) {
            return false;
        }
        if (event.feed().isReference()) {
            return true;
        }
        if (event.feed() != Feed.ORDER) {
            return holds(event.id());
        }
        // A deletion does not say whose order it was. A first version of another lane's order cannot follow one of
        // ours; a later one can, and has to leave a mark so that an older version of ours is known to be old.
        UUID subject = Lanes.subject(event.id(), event.fact());
        return subject == null || holds(subject) || event.version() > 1;
    }

    private void step(WorkingSet set, FeedEvent event, Instant known) {
        EntityState before = set.state(event.key());
        EntityState after = next(before, event, known);
        if (after == null) {
            return;
        }
        set.put(before, after);
        Cause cause = new Cause(known, event.position(), event.isFirstImport(), false);
        switch (event.feed()) {
            case OPPORTUNITY -> set.restate(new Owner(Owner.Kind.OPPORTUNITY, event.id()), cause);
            case ACCOUNT, SALES_USER -> {
                if (!lent(before).equals(lent(after))) {
                    set.dealsOf(event.id())
                            .forEach(deal -> set.restate(new Owner(Owner.Kind.OPPORTUNITY, deal), cause));
                }
            }
            case ORDER -> {
                set.restate(new Owner(Owner.Kind.ORDER, event.id()), cause);
                UUID from = WorkingSet.customer(before);
                UUID to = WorkingSet.customer(after);
                if (from != null && !from.equals(to)) {
                    set.restate(new Owner(Owner.Kind.CUSTOMER, from), cause);
                }
                if (to != null) {
                    set.restate(new Owner(Owner.Kind.CUSTOMER, to), cause);
                }
            }
            case TEAM, B2B_PRODUCT, PIPELINE, CUSTOMER, B2C_PRODUCT -> {
                // Kept for names and filters; no figure depends on them.
            }
        }
    }

    private static List<@Nullable Object> lent(@Nullable EntityState state) {
        return state == null || state.fact() == null ? List.of() : state.fact().lent();
    }

    /** The state after an event; null if the event tells nothing new. */
    private @Nullable EntityState next(@Nullable EntityState before, FeedEvent event, Instant known) {
        boolean newer = before == null || event.version() > before.version();
        Fact brought = event.fact();
        boolean facts = brought != null && (before == null || event.version() > before.factVersion());
        if (!newer && !facts) {
            return null;
        }
        long version = newer ? event.version() : Objects.requireNonNull(before).version();
        Change change = newer ? event.change() : Objects.requireNonNull(before).change();
        if (facts) {
            UUID subject = Objects.requireNonNull(Lanes.subject(event.id(), brought));
            boolean ours = event.feed().isReference() || holds(subject);
            EntityState after = new EntityState(event.key(), version, change, event.version(), known, subject,
                    event.isFirstImport(), List.of(), ours ? brought : null);
            return after.withPicks(Picks.of(before, after, rules));
        }
        if (before == null) {
            return new EntityState(event.key(), version, change, 0, known, null, false, List.of(), null);
        }
        EntityState after = new EntityState(event.key(), version, change, before.factVersion(), known,
                before.subject(), before.firstImport(), List.of(), before.fact());
        return after.withPicks(Picks.of(before, after, rules));
    }
}
