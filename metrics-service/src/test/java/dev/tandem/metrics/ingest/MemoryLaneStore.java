package dev.tandem.metrics.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.rollup.CellKey;
import dev.tandem.metrics.rollup.CellSum;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OrderFact;

/** Lanes in memory with the one property that matters: what a batch wrote is there whole or not at all. */
final class MemoryLaneStore implements LaneStore {

    /** Called before a transaction commits; may throw. */
    interface BeforeCommit {
        void run();
    }

    private record Lane(Map<EntityKey, EntityState> states, Map<Owner, Map<Contribution.Key, Contribution>> facts,
            List<LogEntry> log, Map<CellKey, CellSum> cells, Map<String, LaneCursor> cursors) {
    }

    private final Map<Integer, Lane> lanes = new HashMap<>();
    private final BeforeCommit beforeCommit;

    MemoryLaneStore(BeforeCommit beforeCommit) {
        this.beforeCommit = beforeCommit;
    }

    @Override
    public <T> T transact(LaneLease lease, Function<LaneSession, T> work) {
        Lane lane = lanes.computeIfAbsent(lease.lane(), key -> new Lane(new HashMap<>(), new HashMap<>(),
                new ArrayList<>(), new HashMap<>(), new HashMap<>()));
        Session session = new Session(lane);
        T result = work.apply(session);
        if (session.written != null) {
            beforeCommit.run();
            session.written.run();
        }
        return result;
    }

    private static final class Session implements LaneSession {
        private final Lane lane;
        private Runnable written;

        private Session(Lane lane) {
            this.lane = lane;
        }

        @Override
        public LaneCursor cursor(String service) {
            return lane.cursors().getOrDefault(service, LaneCursor.START);
        }

        @Override
        public Map<EntityKey, EntityState> states(Collection<EntityKey> keys) {
            Map<EntityKey, EntityState> found = new HashMap<>(lane.states());
            found.keySet().retainAll(Set.copyOf(keys));
            return found;
        }

        @Override
        public List<EntityState> dealsReferringTo(Collection<UUID> references) {
            return lane.states().values().stream().filter(
                    state -> state.fact() != null && state.fact().refs().stream().anyMatch(references::contains)).toList();
        }

        @Override
        public List<EntityState> ordersOf(Collection<UUID> customers) {
            return lane.states().values().stream().filter(state -> state.key().feed() == Feed.ORDER
                    && state.fact() instanceof OrderFact && customers.contains(state.subject())).toList();
        }

        @Override
        public Map<Owner, List<Contribution>> contributions(Collection<Owner> owners) {
            Map<Owner, List<Contribution>> found = new HashMap<>();
            owners.forEach(owner -> {
                if (lane.facts().containsKey(owner)) {
                    found.put(owner, List.copyOf(lane.facts().get(owner).values()));
                }
            });
            return found;
        }

        @Override
        public void write(String service, LaneChanges changes, LaneCursor cursor) {
            written = () -> {
                changes.states().forEach(state -> lane.states().put(state.key(), state));
                changes.gone().forEach(each -> lane.facts().get(each.owner()).remove(each.key()));
                changes.come().forEach(each -> lane.facts().computeIfAbsent(each.owner(), key -> new HashMap<>())
                        .put(each.key(), each));
                lane.log().addAll(changes.log());
                changes.cells().forEach((key, sum) -> lane.cells().merge(key, sum, CellSum::plus));
                lane.cursors().put(service, cursor);
            };
        }
    }

    List<Contribution> contributions() {
        return lanes.values().stream().flatMap(lane -> lane.facts().values().stream())
                .flatMap(facts -> facts.values().stream()).toList();
    }

    List<LogEntry> log() {
        return lanes.values().stream().flatMap(lane -> lane.log().stream()).toList();
    }

    Map<CellKey, CellSum> cells() {
        Map<CellKey, CellSum> cells = new HashMap<>();
        lanes.values().forEach(lane -> lane.cells().forEach((key, sum) -> cells.merge(key, sum, CellSum::plus)));
        return cells;
    }
}
