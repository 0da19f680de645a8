package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /** Every run in memory has this one generation; what it begins with has another. */
    static final int OWN = 1;

    /** Called before a transaction commits; may throw. */
    interface BeforeCommit {
        void run();
    }

    private record Lane(Map<EntityKey, EntityState> states, Map<Owner, Map<Contribution.Key, Contribution>> facts,
            List<LogEntry> log, Map<CellKey, CellSum> cells, Map<String, LaneCursor> cursors,
            Map<String, Restatement> restatements, Map<String, List<LogEntry>> hidden,
            Map<String, Map<CellKey, CellSum>> pending, List<LogEntry> late) {

        Lane() {
            this(new HashMap<>(), new HashMap<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(),
                    new HashMap<>(), new HashMap<>(), new ArrayList<>());
        }

        boolean isPublished(String service) {
            return restatements.containsKey(service) && restatements.get(service).published();
        }
    }

    private final Map<Integer, Lane> lanes = new HashMap<>();
    private final RecordedRates rates;
    private final BeforeCommit beforeCommit;
    private MemoryLaneStore base;
    private int chunks;

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
                        .flatMap(lane -> Stream.concat(
                                Stream.of(lane.cursors().getOrDefault(service, LaneCursor.START).position()),
                                Stream.ofNullable(lane.restatements().get(service)).map(Restatement::position)))
                        .max(FeedPosition::compareTo)
                        .ifPresent(position -> rates.fix(service, new RateTurn(seq, position))));
    }

    /** Lets the lanes begin with those of another run. */
    MemoryLaneStore beginningWith(MemoryLaneStore other) {
        base = other;
        return this;
    }

    /** Whether its lanes stand at one place and know all rates of then, as a baseline must before it is sealed. */
    boolean isEven() {
        return Stream.of("accounts", "orders").allMatch(service -> {
            List<LaneCursor> places = lanes.values().stream().map(lane -> lane.cursors().get(service)).distinct().toList();
            return places.size() == 1 && places.getFirst() != null && lanes.values().stream().allMatch(
                    lane -> !lane.restatements().containsKey(service))
                    && rates.entries().stream().allMatch(entry -> entry.seq() <= places.getFirst().rates()
                            || entry.recordedAt().isAfter(places.getFirst().knownAt()));
        });
    }

    /** Where the first lane stands in the feeds of each service. */
    List<FeedPosition> places() {
        return Stream.of("accounts", "orders").map(service -> lanes.get(0).cursors().get(service).position()).toList();
    }

    List<LogEntry> late() {
        return lanes.values().stream().flatMap(lane -> lane.late().stream()).toList();
    }

    /** How many transactions were parts of a re-statement. */
    int chunks() {
        return chunks;
    }

    /** The latest instant of knowledge that a lane has reached or begun to. */
    Instant known() {
        return lanes.values().stream().flatMap(lane -> Stream.concat(
                lane.cursors().values().stream().map(LaneCursor::knownAt),
                lane.restatements().values().stream().map(Restatement::knownAt)))
                .max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    @Override
    public <T> T transact(LaneLease lease, Function<LaneSession, T> work) {
        Lane lane = lanes.computeIfAbsent(lease.lane(), key -> new Lane());
        Session session = new Session(this, lane, lease.lane(), rates);
        T result = work.apply(session);
        if (!session.effects.isEmpty()) {
            beforeCommit.run();
            session.effects.forEach(Runnable::run);
            chunks += session.hides ? 1 : 0;
        }
        return result;
    }

    private static final class Session implements LaneSession {
        private final MemoryLaneStore store;
        private final int number;
        private final Lane lane;
        private final RecordedRates rates;
        private final List<Runnable> effects = new ArrayList<>();
        private boolean hides;

        private Session(MemoryLaneStore store, Lane lane, int number, RecordedRates rates) {
            this.store = store;
            this.number = number;
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
            effects.add(() -> rates.fix(service, turn));
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
        public Map<UUID, Integer> countDeals(Collection<UUID> references, int most) {
            Map<UUID, Integer> found = new HashMap<>();
            references.forEach(id -> found.put(id, Math.min(most, dealsReferringTo(List.of(id)).size())));
            return found;
        }

        @Override
        public List<Integer> countConverted(List<RateSpan> spans, Owner.Kind kind, int most) {
            return spans.stream().map(span -> Math.min(most, convertedIn(List.of(span), kind).size())).toList();
        }

        @Override
        public Restatement.Slice dealsAfter(UUID reference, Restatement.Place place, int size) {
            List<EntityState> next = lane.states().values().stream()
                    .filter(state -> state.key().feed() == Feed.OPPORTUNITY)
                    .filter(state -> state.key().id().compareTo(place.id()) > 0 || place.id().equals(new UUID(0, 0)))
                    .sorted(Comparator.comparing(state -> state.key().id())).limit(size).toList();
            List<UUID> ids = next.stream().filter(state -> state.fact() != null && state.fact().refs().contains(reference))
                    .map(state -> state.key().id()).toList();
            return new Restatement.Slice(ids, next.size() < size ? place.next()
                    : new Restatement.Place(place.span(), place.day(), next.getLast().key().id()));
        }

        @Override
        public Restatement.Slice convertedAfter(RateSpan span, Owner.Kind kind, Restatement.Place place, int size) {
            Comparator<Contribution> order = Comparator.comparing(Contribution::day)
                    .thenComparing(each -> each.owner().id());
            List<Contribution> next = convertedIn(List.of(span), kind).stream()
                    .flatMap(owner -> lane.facts().get(owner).values().stream())
                    .filter(each -> each.isConverted() && each.currency().equals(span.currency())
                            && each.reporting().equals(span.reporting())
                            && span.settled() == (each.standing() == Contribution.Standing.SETTLED)
                            && !each.day().isBefore(span.from()) && each.day().isBefore(span.to()))
                    .filter(each -> each.day().isAfter(place.day())
                            || each.day().equals(place.day()) && each.owner().id().compareTo(place.id()) > 0)
                    .sorted(order).limit(size).toList();
            return new Restatement.Slice(next.stream().map(each -> each.owner().id()).toList(),
                    next.size() < size ? place.next()
                            : new Restatement.Place(place.span(), next.getLast().day(), next.getLast().owner().id()));
        }

        @Override
        public Restatement restatement(String service) {
            return lane.restatements().get(service);
        }

        @Override
        public void keep(String service, Restatement restatement) {
            effects.add(() -> {
                lane.restatements().put(service, restatement);
                if (restatement.published()) {
                    List<LogEntry> hidden = lane.hidden().remove(service);
                    lane.log().addAll(hidden == null ? List.of() : hidden);
                }
            });
        }

        @Override
        public void writeHidden(String service, LaneChanges changes) {
            hides = true;
            effects.add(() -> {
                facts(changes);
                lane.hidden().computeIfAbsent(service, key -> new ArrayList<>()).addAll(changes.log());
                Map<CellKey, CellSum> pending = lane.pending().computeIfAbsent(service, key -> new HashMap<>());
                changes.cells().forEach((key, sum) -> pending.merge(key, sum, CellSum::plus));
            });
        }

        @Override
        public boolean fold(String service, int cells) {
            Map<CellKey, CellSum> pending = lane.pending().getOrDefault(service, Map.of());
            List<CellKey> some = pending.keySet().stream().limit(3).toList();
            effects.add(() -> {
                some.forEach(key -> lane.cells().merge(key, pending.remove(key), CellSum::plus));
                if (some.size() < 3) {
                    lane.restatements().remove(service);
                }
            });
            return some.size() == 3;
        }

        @Override
        public Instant keptSince(Instant instant) {
            return instant;
        }

        @Override
        public LaneBase base(int generation) {
            return generation == OWN ? new Held(store.lanes) : new Held(Objects.requireNonNull(store.base).lanes);
        }

        /** Lanes that somebody begins with. */
        private final class Held implements LaneBase {
            private final Map<Integer, Lane> held;

            private Held(Map<Integer, Lane> held) {
                this.held = held;
            }

            @Override
            public void requireSealed() {
                // Nothing moves in memory.
            }

            @Override
            public LaneCursor cursor(String service) {
                return held.get(0).cursors().getOrDefault(service, LaneCursor.START);
            }

            @Override
            public List<EntityState> states(int of, Feed feed, UUID after, int size) {
                return held.get(of).states().values().stream().filter(state -> state.key().feed() == feed)
                        .filter(state -> after.equals(FIRST) || state.key().id().compareTo(after) > 0)
                        .sorted(Comparator.comparing(state -> state.key().id())).limit(3).toList();
            }

            @Override
            public void takeOver(String service, int lanes, int ofLanes) {
                held.forEach((of, from) -> effects.add(() -> {
                    if (of % lanes == number) {
                        from.late().stream().filter(late -> late.contribution().metric().service().equals(service))
                                .forEach(lane.late()::add);
                    }
                }));
            }
        }

        @Override
        public void load(LaneChanges changes) {
            effects.add(() -> {
                facts(changes);
                lane.log().addAll(changes.log());
                changes.cells().forEach((key, sum) -> lane.cells().merge(key, sum, CellSum::plus));
            });
        }

        @Override
        public void write(String service, LaneChanges changes, LaneCursor cursor) {
            effects.add(() -> {
                facts(changes);
                lane.log().addAll(changes.log());
                changes.cells().forEach((key, sum) -> lane.cells().merge(key, sum, CellSum::plus));
                lane.cursors().put(service, cursor);
            });
        }

        private void facts(LaneChanges changes) {
            changes.states().forEach(state -> lane.states().put(state.key(), state));
            changes.gone().forEach(each -> lane.facts().get(each.owner()).remove(each.key()));
            lane.late().addAll(changes.late());
            changes.come().forEach(each -> lane.facts().computeIfAbsent(each.owner(), key -> new HashMap<>())
                    .put(each.key(), each));
        }
    }

    List<Contribution> contributions() {
        return lanes.values().stream().flatMap(lane -> lane.facts().values().stream())
                .flatMap(facts -> facts.values().stream()).toList();
    }

    List<LogEntry> log() {
        return lanes.values().stream().flatMap(lane -> lane.log().stream()).toList();
    }

    /** As a reader sees them. */
    Map<CellKey, CellSum> cells() {
        Map<CellKey, CellSum> cells = new HashMap<>();
        lanes.values().forEach(lane -> {
            lane.cells().forEach((key, sum) -> cells.merge(key, sum, CellSum::plus));
            lane.pending().forEach((service, pending) -> {
                if (lane.isPublished(service)) {
                    pending.forEach((key, sum) -> cells.merge(key, sum, CellSum::plus));
                }
            });
        });
        return cells;
    }
}
