package dev.tandem.metrics.ingest;

import java.time.Instant;
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
import dev.tandem.metrics.conversion.RateBook;
import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.rollup.CellKey;
import dev.tandem.metrics.rollup.CellSum;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.platform.feed.FeedPosition;

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
    private final RecordedRates rates;
    private final BeforeCommit beforeCommit;

    MemoryLaneStore(RecordedRates rates, BeforeCommit beforeCommit) {
        this.rates = rates;
        this.beforeCommit = beforeCommit;
    }

    @Override
    public void fixTurn(String service, Instant recordedThrough) {
        beforeCommit.run();
        long placed = rates.turns(service).isEmpty() ? 0 : rates.turns(service).getLast().throughSeq();
        rates.entries().stream().filter(entry -> !entry.recordedAt().isAfter(recordedThrough) && entry.seq() > placed)
                .mapToLong(RateEntry::seq).max().ifPresent(seq -> lanes.values().stream()
                        .map(lane -> lane.cursors().getOrDefault(service, LaneCursor.START).position())
                        .max(FeedPosition::compareTo)
                        .ifPresent(position -> rates.fix(service, new RateTurn(seq, position))));
    }

    /** The latest instant of knowledge that a lane has reached. */
    Instant known() {
        return lanes.values().stream().flatMap(lane -> lane.cursors().values().stream()).map(LaneCursor::knownAt)
                .max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    @Override
    public <T> T transact(LaneLease lease, Function<LaneSession, T> work) {
        Lane lane = lanes.computeIfAbsent(lease.lane(), key -> new Lane(new HashMap<>(), new HashMap<>(),
                new ArrayList<>(), new HashMap<>(), new HashMap<>()));
        Session session = new Session(lane, rates);
        T result = work.apply(session);
        if (session.written != null) {
            beforeCommit.run();
            session.written.run();
            session.turns.forEach(Runnable::run);
        }
        return result;
    }

    private static final class Session implements LaneSession {
        private final Lane lane;
        private final RecordedRates rates;
        private final List<Runnable> turns = new ArrayList<>();
        private Runnable written;

        private Session(Lane lane, RecordedRates rates) {
            this.lane = lane;
            this.rates = rates;
        }

        @Override
        public List<Owner> convertedIn(Collection<RateSpan> spans, Owner.Kind kind) {
            return lane.facts().entrySet().stream().filter(owner -> owner.getKey().kind() == kind
                    && owner.getValue().values().stream().anyMatch(each -> spans.stream().anyMatch(span -> each.isConverted()
                            && each.currency().equals(span.currency()) && each.reporting().equals(span.reporting())
                            && span.settled() == (each.standing() == Contribution.Standing.SETTLED)
                            && !each.day().isBefore(span.from()) && each.day().isBefore(span.to()))))
                    .map(Map.Entry::getKey).toList();
        }

        @Override
        public RateBook rates() {
            RateBook book = new RateBook();
            book.add(rates.entries());
            return book;
        }

        @Override
        public List<RateTurn> turns(String service, long seq) {
            return rates.turns(service).stream().filter(turn -> turn.throughSeq() > seq).toList();
        }

        @Override
        public RateTurn fixTurn(String service, RateTurn turn) {
            turns.add(() -> rates.fix(service, turn));
            return turn;
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
