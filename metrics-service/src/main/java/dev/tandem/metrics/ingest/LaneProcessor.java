package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;

/**
 * Applies events to one lane, one by one in memory. What results depends on the events and their order alone, never on
 * how they were cut into batches; the final figures depend not even on the order.
 */
public final class LaneProcessor {

    /** The outcome of a batch with the running maximum of recordedat after it. */
    public record Outcome(LaneChanges changes, Instant knownAt) {
    }

    private final int lane;
    private final int lanes;
    private final ZoneId zone;

    public LaneProcessor(int lane, int lanes, ZoneId zone) {
        this.lane = lane;
        this.lanes = lanes;
        this.zone = zone;
    }

    /** @param knownAt the running maximum before these events */
    public Outcome apply(List<FeedEvent> events, Instant knownAt, LaneReads reads) {
        List<FeedEvent> ours = events.stream().filter(this::concerns).toList();
        WorkingSet set = ours.isEmpty() ? null : WorkingSet.load(ours, reads, this::holds, zone);
        Instant known = knownAt;
        for (FeedEvent event : events) {
            known = event.recordedAt().isAfter(known) ? event.recordedAt() : known;
            if (set != null && concerns(event)) {
                step(set, event, known);
            }
        }
        return new Outcome(set == null ? LaneChanges.NONE : set.changes(), known);
    }

    private boolean holds(UUID subject) {
        return Lanes.of(subject, lanes) == lane;
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
        boolean firstImport = event.isFirstImport();
        switch (event.feed()) {
            case OPPORTUNITY -> set.restate(new Owner(Owner.Kind.OPPORTUNITY, event.id()), event, known, firstImport);
            case ACCOUNT, SALES_USER -> {
                if (!lent(before).equals(lent(after))) {
                    set.dealsOf(event.id()).forEach(deal -> set.restate(new Owner(Owner.Kind.OPPORTUNITY, deal), event,
                            known, firstImport));
                }
            }
            case ORDER -> {
                set.restate(new Owner(Owner.Kind.ORDER, event.id()), event, known, firstImport);
                UUID from = WorkingSet.customer(before);
                UUID to = WorkingSet.customer(after);
                if (from != null && !from.equals(to)) {
                    set.restate(new Owner(Owner.Kind.CUSTOMER, from), event, known, firstImport);
                }
                if (to != null) {
                    set.restate(new Owner(Owner.Kind.CUSTOMER, to), event, known, firstImport);
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
            return new EntityState(event.key(), version, change, event.version(), known, subject,
                    event.isFirstImport(), ours ? brought : null);
        }
        return before == null
                ? new EntityState(event.key(), version, change, 0, known, null, false, null)
                : new EntityState(event.key(), version, change, before.factVersion(), known, before.subject(),
                        before.firstImport(), before.fact());
    }
}
