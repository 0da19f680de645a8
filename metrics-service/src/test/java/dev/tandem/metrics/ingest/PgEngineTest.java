package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.rebuild.Digests;
import dev.tandem.platform.feed.FeedPosition;

/** The same promises as in memory, kept by a real database. */
class PgEngineTest {

    private static final int RUNS = Integer.getInteger("tandem.pg-runs", 12);
    private static EngineDatabase database;

    @BeforeAll
    static void start() {
        database = new EngineDatabase();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    /** Dies with its transaction open, as a killed process does. */
    private static LaneStore crashing(Random random) {
        LaneStore real = new PgLaneStore(database.dataSource());
        return new LaneStore() {
            @Override
            public <T> T transact(LaneLease lease, Function<LaneSession, T> work) {
                return real.transact(lease, session -> {
                    T result = work.apply(session);
                    if (result instanceof LaneCursor cursor && !cursor.equals(session.cursor("none"))
                            && random.nextInt(7) == 0) {
                        throw new Run.Crash();
                    }
                    return result;
                });
            }

            @Override
            public void fixTurn(String service, Instant recordedThrough) {
                real.fixTurn(service, recordedThrough);
                if (random.nextInt(7) == 0) {
                    throw new Run.Crash();
                }
            }
        };
    }

    @Test
    void figuresEqualARecomputationFromTheLatestStates() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            List<FeedEvent> events = RandomLog.of(seed, 20 + random.nextInt(80));
            int lanes = 1 + random.nextInt(4);
            int generation = database.fresh(lanes).id();
            database.lease(generation);

            Run.work(events, retried(crashing(random)), lanes, generation, random, publishing(random, 10));

            List<RateEntry> rates = database.rates();
            Map<FeedEvent, Instant> known = OracleRates.knownAt(events, database::turns, rates);
            List<Oracle.Row> expected = Oracle.rows(events, new OracleRates(known, rates));
            assertThat(Figures.ofContributions(database.contributions(generation))).as("seed %d", seed)
                    .isEqualTo(Figures.ofOracle(expected));
            assertThat(Figures.cells(database.cells(generation))).as("seed %d", seed)
                    .isEqualTo(Figures.cellsOfOracle(expected));
            assertThat(database.log(generation)).as("seed %d", seed).isEqualTo(database.stored(generation));
        }
    }

    /** Writes rates as their resource does, at moments of chance. */
    private static Run.Meanwhile publishing(Random random, int count) {
        Deque<RateEntry> wishes = new ArrayDeque<>(RecordedRates.wishes(random, count));
        RecordedRates order = new RecordedRates();
        return () -> {
            if (!wishes.isEmpty() && random.nextInt(3) == 0) {
                database.publish(order.record(wishes.removeFirst(), database.known()));
            }
            return wishes.isEmpty() ? order.last() : 0;
        };
    }

    /** A lane is also opened through the store, and opening is tried until it works. */
    private static LaneStore retried(LaneStore store) {
        return new LaneStore() {
            @Override
            public <T> T transact(LaneLease lease, Function<LaneSession, T> work) {
                boolean[] wrote = new boolean[1];
                while (true) {
                    try {
                        return store.transact(lease, session -> work.apply(new Watched(session, wrote)));
                    } catch (Run.Crash died) {
                        if (wrote[0]) {
                            throw died;
                        }
                    }
                }
            }

            @Override
            public void fixTurn(String service, Instant recordedThrough) {
                store.fixTurn(service, recordedThrough);
            }
        };
    }

    /** Notes whether a transaction meant to write. */
    private record Watched(LaneSession session, boolean[] wrote) implements LaneSession {
        @Override
        public LaneCursor cursor(String service) {
            return session.cursor(service);
        }

        @Override
        public List<dev.tandem.metrics.contribution.Owner> convertedIn(java.util.Collection<RateSpan> spans,
                dev.tandem.metrics.contribution.Owner.Kind kind) {
            return session.convertedIn(spans, kind);
        }

        @Override
        public dev.tandem.metrics.conversion.RateBook rates() {
            return session.rates();
        }

        @Override
        public List<RateTurn> turns(String service, long seq) {
            return session.turns(service, seq);
        }

        @Override
        public RateTurn fixTurn(String service, RateTurn turn) {
            return session.fixTurn(service, turn);
        }

        @Override
        public void write(String service, LaneChanges changes, LaneCursor cursor) {
            wrote[0] = true;
            session.write(service, changes, cursor);
        }

        @Override
        public Map<dev.tandem.metrics.state.EntityKey, dev.tandem.metrics.state.EntityState> states(
                java.util.Collection<dev.tandem.metrics.state.EntityKey> keys) {
            return session.states(keys);
        }

        @Override
        public List<dev.tandem.metrics.state.EntityState> dealsReferringTo(
                java.util.Collection<java.util.UUID> references) {
            return session.dealsReferringTo(references);
        }

        @Override
        public List<dev.tandem.metrics.state.EntityState> ordersOf(java.util.Collection<java.util.UUID> customers) {
            return session.ordersOf(customers);
        }

        @Override
        public Map<dev.tandem.metrics.contribution.Owner, List<dev.tandem.metrics.contribution.Contribution>> contributions(
                java.util.Collection<dev.tandem.metrics.contribution.Owner> owners) {
            return session.contributions(owners);
        }
    }

    @Test
    void digestsDoNotDependOnLanesBatchesOrCrashes() {
        Random random = new Random(4711);
        List<FeedEvent> events = RandomLog.of(4711, 300);
        Generation first = database.fresh(4);
        database.lease(first.id());
        Run.work(events, retried(crashing(random)), 4, first.id(), random, publishing(random, 40));
        Generation second = database.generations().build(EngineDatabase.wanted(3));
        database.lease(second.id());
        Run.work(events, retried(crashing(random)), 3, second.id(), random, () -> database.rates().getLast().seq());

        Digests digests = new Digests(database.database());
        FeedProgress.Applied end = new FeedProgress.Applied(new FeedPosition(1, Long.MAX_VALUE, 0),
                Instant.parse("2100-01-01T00:00:00Z"));
        Map<String, FeedProgress.Applied> through = Map.of("accounts", end, "orders", end);
        assertThat(digests.of(second.id(), through)).isEqualTo(digests.of(first.id(), through)).isNotEmpty();

        FeedProgress.Applied half = new FeedProgress.Applied(events.get(events.size() / 2).position(), end.knownAt());
        Map<String, FeedProgress.Applied> then = Map.of("accounts", half, "orders", half);
        assertThat(digests.of(second.id(), then)).isEqualTo(digests.of(first.id(), then))
                .isNotEqualTo(digests.of(first.id(), through));
    }

    @Test
    void aWorkerWhoseLaneWasTakenWritesNothing() {
        Generation generation = database.fresh(1);
        database.lease(generation.id());
        PgLaneStore store = new PgLaneStore(database.dataSource());
        LaneLease old = new LaneLease(generation.id(), 0, "test", 1);
        LaneWork work = new LaneWork(store, old, "orders",
                new LaneRules(1, ZoneOffset.UTC, EngineDatabase.REPORTING));
        List<FeedEvent> events = RandomLog.of(1, 50).stream().filter(event -> event.feed().service().equals("orders"))
                .toList();
        FeedBatch batch = new FeedBatch(events, events.getLast().position(), events.getLast().recordedAt(), false);

        database.database().update("UPDATE lane SET lease_owner = 'other', lease_token = 2");

        assertThatThrownBy(() -> work.apply(batch)).isInstanceOf(LeaseLost.class);
        assertThat(database.stored(generation.id())).isEmpty();
    }

    @Test
    void aLaneIsTakenOnlyWhenItsLeaseRanOutOrItsOwnerCameBack() {
        Generation generation = database.fresh(2);
        LaneLeases one = new LaneLeases(database.database(), "one", java.time.Duration.ofMinutes(1));
        LaneLeases two = new LaneLeases(database.database(), "two", java.time.Duration.ofMinutes(1));

        List<LaneLease> held = one.take(generation.id(), new int[0]);
        assertThat(held).hasSize(2);
        assertThat(two.take(generation.id(), new int[0])).isEmpty();
        assertThat(new LaneLeases(database.database(), "one", java.time.Duration.ofMinutes(1))
                .take(generation.id(), new int[0])).as("after a restart").hasSize(2);
        assertThat(one.renew(held.getFirst())).as("the right of the process before").isFalse();

        database.database().update("UPDATE lane SET lease_until = clock_timestamp() - interval '1 second'");
        assertThat(two.take(generation.id(), new int[0])).hasSize(2);
    }
}
