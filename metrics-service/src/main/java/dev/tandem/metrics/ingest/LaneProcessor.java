package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;

/**
 * Applies events and rates to one lane, one by one in memory. What results depends on their order alone, never on how
 * they were cut into batches.
 */
final class LaneProcessor {

    /**
     * The outcome of a batch.
     *
     * @param cursor where the lane stands then
     * @param all whether the whole batch is in it; what is left makes another one
     * @param large a step that concerns too many records; it comes next and alone
     * @param waitingSince when the first rate without a place in the order was recorded
     */
    record Outcome(LaneChanges changes, LaneCursor cursor, boolean all, Timeline.@Nullable Step large,
            Instant waitingSince) {
    }

    private final int lane;
    private final LaneRules rules;

    LaneProcessor(int lane, LaneRules rules) {
        this.lane = lane;
        this.rules = rules;
    }

    /**
     * @param cursor where the lane stands before these events
     * @param through where it stands after all of them
     * @param bound nothing that became known later is applied
     * @param begun whether the first step was begun as a large one
     */
    Outcome apply(String service, List<FeedEvent> events, LaneCursor cursor, LaneCursor through, Instant bound,
            boolean begun, LaneReads reads) {
        Timeline timeline = Timeline.of(service, events, cursor, through.position(), reads);
        List<Timeline.Step> steps = timeline.steps().stream().takeWhile(step -> !step.knownAt().isAfter(bound)).toList();
        boolean ended = steps.size() < timeline.steps().size();
        int fitting = begun ? 0 : new Portions(service, rules, this, reads).fitting(steps);
        if (fitting == 0 && !steps.isEmpty()) {
            return new Outcome(LaneChanges.NONE, cursor, false, steps.getFirst(), Instant.MAX);
        }
        boolean all = fitting == steps.size();
        LaneCursor next = all && ended
                ? Timeline.after(new LaneCursor(cursor.position(), cursor.knownAt(), through.completeThrough(), cursor.rates()),
                        steps)
                : all
                        ? new LaneCursor(through.position(), timeline.knownAt(), through.completeThrough(), timeline.rates())
                        : Timeline.after(cursor, steps.subList(0, fitting));
        return new Outcome(changes(service, steps.subList(0, fitting), reads), next, all, null,
                timeline.waitingSince());
    }

    private LaneChanges changes(String service, List<Timeline.Step> steps, LaneReads reads) {
        List<Timeline.Step> ours = steps.stream()
                .filter(step -> !(step instanceof Timeline.EventStep event) || concerns(event.event())).toList();
        List<Erasure> erasures = erasures(steps);
        if (ours.isEmpty()) {
            return erasures.isEmpty() ? LaneChanges.NONE : LaneChanges.NONE.with(erasures);
        }
        WorkingSet set = WorkingSet.load(service, ours, reads, this::holds, rules);
        ours.forEach(step -> step(set, step));
        return set.changes().with(erasures);
    }

    /** An erasure does not say whose record it was, so each is kept by the lane that the record's own id leads to. */
    private List<Erasure> erasures(List<Timeline.Step> steps) {
        List<Erasure> found = new ArrayList<>();
        for (Timeline.Step step : steps) {
            if (step instanceof Timeline.EventStep one && one.event().change() == Change.ERASED
                    && holds(one.event().id())) {
                found.add(new Erasure(one.event().key(), one.event().version()));
            }
        }
        return found;
    }

    /** What a step changes in some of the records that it concerns. */
    LaneChanges part(Timeline.Step step, List<Owner> owners, LaneReads reads) {
        if (owners.isEmpty()) {
            return LaneChanges.NONE;
        }
        WorkingSet set = WorkingSet.load(owners, reads, rules);
        if (step instanceof Timeline.EventStep lender) {
            EntityState after = lent(lender, reads);
            set.put(set.state(after.key()), after);
        }
        Cause cause = cause(step);
        owners.forEach(owner -> set.restate(owner, cause));
        LaneChanges changes = set.changes();
        return new LaneChanges(List.of(), changes.gone(), changes.come(), changes.log(), changes.cells(), List.of());
    }

    /** What records add that a lane begins with; where they came from restates nothing. */
    LaneChanges begun(List<Owner> owners, LaneCursor at, LaneReads reads) {
        if (owners.isEmpty()) {
            return LaneChanges.NONE;
        }
        WorkingSet set = WorkingSet.load(owners, reads, rules);
        owners.forEach(owner -> set.restate(owner, new Cause(at.knownAt(), at.position(), true, false)));
        return set.changes();
    }

    /** What a step changes beside all the records that it concerns: the record that it is about. */
    LaneChanges own(Timeline.Step step, LaneReads reads) {
        return step instanceof Timeline.EventStep lender
                ? new LaneChanges(List.of(lent(lender, reads)), List.of(), List.of(), List.of(), Map.of(),
                        List.of())
                : LaneChanges.NONE;
    }

    private EntityState lent(Timeline.EventStep lender, LaneReads reads) {
        EntityKey key = lender.event().key();
        return Objects.requireNonNull(next(reads.states(List.of(key)).get(key), lender.event(), lender.knownAt()));
    }

    /** The state after an event, if that lends other records something else than before. */
    @Nullable
    EntityState lending(@Nullable EntityState before, Timeline.EventStep step) {
        EntityState after = next(before, step.event(), step.knownAt());
        return after == null || lent(before).equals(lent(after)) ? null : after;
    }

    private void step(WorkingSet set, Timeline.Step step) {
        switch (step) {
            case Timeline.EventStep event -> step(set, event);
            case Timeline.RateStep rate -> set.apply(rate.entry(), cause(step));
        }
    }

    private static Cause cause(Timeline.Step step) {
        return switch (step) {
            case Timeline.EventStep event -> new Cause(event.knownAt(), event.position(), event.event().isFirstImport(),
                    false);
            case Timeline.RateStep rate -> new Cause(rate.knownAt(), rate.position(), false, true);
        };
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

    private void step(WorkingSet set, Timeline.EventStep step) {
        FeedEvent event = step.event();
        EntityState before = set.state(event.key());
        EntityState after = next(before, event, step.knownAt());
        if (after == null) {
            return;
        }
        set.put(before, after);
        Cause cause = cause(step);
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
            case REVIEW -> set.restate(new Owner(Owner.Kind.REVIEW, event.id()), cause);
            case TEAM, B2B_PRODUCT, PIPELINE, CUSTOMER, B2C_PRODUCT -> {
                // Kept for names and filters; no figure depends on them.
            }
        }
    }

    private static List<@Nullable Object> lent(@Nullable EntityState state) {
        return state == null || state.fact() == null ? List.of() : state.fact().lent();
    }

    /** The state after an event; null if the event tells nothing new. */
    @Nullable
    EntityState next(@Nullable EntityState before, FeedEvent event, Instant known) {
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
