package dev.tandem.metrics.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OrderFact;

/**
 * Lets a lane begin with a baseline instead of the beginning of the feeds: its states are taken over, and what they add is
 * computed anew, because that depends on rules that may be others now. Each step is a short transaction. A step that is
 * repeated writes the same again, and the lane stands nowhere before the last one, so a crash costs time alone.
 */
final class LaneLoad {

    private static final int STATES = 1000;
    private static final int OWNERS = 500;

    /** A stretch of rows to go through: of one lane of the baseline, or of this lane. */
    private record Stretch(boolean taken, int lane, Feed feed) {
    }

    private final LaneStore store;
    private final LaneLease lease;
    private final String service;
    private final LaneRules rules;
    private final Generation.Origin origin;
    private final LaneProcessor processor;
    private final List<Stretch> left = new ArrayList<>();
    private UUID last = LaneBase.FIRST;

    LaneLoad(LaneStore store, LaneLease lease, String service, LaneRules rules, Generation.Origin origin) {
        this.store = store;
        this.lease = lease;
        this.service = service;
        this.rules = rules;
        this.origin = origin;
        this.processor = new LaneProcessor(lease.lane(), rules);
        List<Feed> feeds = Arrays.stream(Feed.values()).filter(feed -> feed.service().equals(service)).toList();
        int[] lanes = isAlike() ? new int[] { lease.lane() } : IntStream.range(0, origin.lanes()).toArray();
        feeds.forEach(feed -> Arrays.stream(lanes).forEach(lane -> left.add(new Stretch(false, lane, feed))));
        feeds.stream().filter(feed -> feed == Feed.OPPORTUNITY || feed == Feed.ORDER || feed == Feed.REVIEW)
                .forEach(feed -> left.add(new Stretch(true, lease.lane(), feed)));
    }

    private boolean isAlike() {
        return origin.lanes() == rules.lanes();
    }

    /** @return where the lane stands: at its start as long as there is more to take over */
    LaneCursor step() {
        return store.transact(lease, session -> {
            LaneBase base = session.base(origin.generation());
            base.requireSealed();
            LaneCursor cursor = base.cursor(service);
            if (left.isEmpty()) {
                base.takeOver(service, rules.lanes(), origin.lanes());
                session.write(service, LaneChanges.NONE, cursor);
                return cursor;
            }
            Stretch stretch = left.getFirst();
            List<EntityState> states = stretch.taken() ? owned(session, stretch, cursor) : taken(session, base, stretch);
            if (states.isEmpty()) {
                left.removeFirst();
                last = LaneBase.FIRST;
            } else {
                last = states.getLast().key().id();
            }
            return LaneCursor.START;
        });
    }

    private List<EntityState> taken(LaneSession session, LaneBase base, Stretch stretch) {
        List<EntityState> states = base.states(stretch.lane(), stretch.feed(), last, STATES);
        List<EntityState> ours = new ArrayList<>();
        for (EntityState state : states) {
            EntityState own = isAlike() ? state : ours(state, stretch.lane());
            if (own != null) {
                ours.add(own);
            }
        }
        session.load(new LaneChanges(ours, List.of(), List.of(), List.of(), Map.of(), List.of()));
        return states;
    }

    /** What a lane among others than before keeps of a record: its facts, a mark that it is known elsewhere, or nothing. */
    private @Nullable EntityState ours(EntityState state, int from) {
        Feed feed = state.key().feed();
        UUID subject = state.subject();
        if (feed.isReference()) {
            return from == 0 ? state : null;
        }
        if (subject == null) {
            return feed == Feed.ORDER ? from == 0 ? state : null : holds(state.key().id()) ? state : null;
        }
        if (state.fact() == null) {
            return null;
        }
        if (holds(subject)) {
            return state;
        }
        return feed == Feed.ORDER && state.version() > 1
                ? new EntityState(state.key(), state.version(), state.change(), state.factVersion(), state.knownAt(), subject,
                        state.firstImport(), List.of(), null)
                : null;
    }

    private boolean holds(UUID subject) {
        return Lanes.of(subject, rules.lanes()) == lease.lane();
    }

    /** Computes what some of the records add that were taken over. */
    private List<EntityState> owned(LaneSession session, Stretch stretch, LaneCursor cursor) {
        List<EntityState> states = session.base(lease.generation()).states(stretch.lane(), stretch.feed(), last, OWNERS);
        Set<Owner> owners = new LinkedHashSet<>();
        for (EntityState state : states) {
            if (state.fact() == null) {
                continue;
            }
            owners.add(new Owner(switch (stretch.feed()) {
                case OPPORTUNITY -> Owner.Kind.OPPORTUNITY;
                case REVIEW -> Owner.Kind.REVIEW;
                default -> Owner.Kind.ORDER;
            }, state.key().id()));
            if (state.fact() instanceof OrderFact order && order.customerId() != null) {
                owners.add(new Owner(Owner.Kind.CUSTOMER, order.customerId()));
            }
        }
        session.load(rules.kept(processor.begun(List.copyOf(owners), cursor, session)));
        return states;
    }
}
