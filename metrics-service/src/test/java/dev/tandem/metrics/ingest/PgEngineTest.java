package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.rebuild.Digests;
import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

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
                    if (random.nextInt(7) == 0) {
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
        public Instant keptSince(Instant instant) {
            return session.keptSince(instant);
        }

        @Override
        public LaneBase base(int generation) {
            return session.base(generation);
        }

        @Override
        public void load(LaneChanges changes) {
            wrote[0] = true;
            session.load(changes);
        }

        @Override
        public Restatement restatement(String service) {
            return session.restatement(service);
        }

        @Override
        public void keep(String service, Restatement restatement) {
            wrote[0] = true;
            session.keep(service, restatement);
        }

        @Override
        public void writeHidden(String service, LaneChanges changes) {
            wrote[0] = true;
            session.writeHidden(service, changes);
        }

        @Override
        public boolean fold(String service, int cells) {
            wrote[0] = true;
            return session.fold(service, 7);
        }

        @Override
        public Map<java.util.UUID, Integer> countDeals(java.util.Collection<java.util.UUID> references, int most) {
            return session.countDeals(references, most);
        }

        @Override
        public List<Integer> countConverted(List<RateSpan> spans, dev.tandem.metrics.contribution.Owner.Kind kind,
                int most) {
            return session.countConverted(spans, kind, most);
        }

        @Override
        public Restatement.Slice dealsAfter(java.util.UUID reference, Restatement.Place place, int size) {
            return session.dealsAfter(reference, place, size);
        }

        @Override
        public Restatement.Slice convertedAfter(RateSpan span, dev.tandem.metrics.contribution.Owner.Kind kind,
                Restatement.Place place, int size) {
            return session.convertedAfter(span, kind, place, size);
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
    void readersSeeAllOfAReStatementOrNothingWhereverItBreaksOff() {
        Generation generation = database.fresh(1);
        database.lease(generation.id());
        UUID account = UUID.randomUUID();
        List<FeedEvent> events = new ArrayList<>();
        events.add(account(account, 1, "retail"));
        for (int deal = 0; deal < 10; deal++) {
            events.add(wonDeal(account, 10 + deal));
        }
        int[] left = { Integer.MAX_VALUE };
        LaneStore mortal = mortal(left);
        LaneRules rules = new LaneRules(1, ZoneOffset.UTC, EngineDatabase.REPORTING, EngineDatabase.METRICS, 3);
        LaneLease lease = new LaneLease(generation.id(), 0, "test", 1);
        new LaneWork(mortal, lease, "accounts", rules).apply(batch(events, 40));
        events.add(account(account, 2, "software"));
        List<String> seen = new ArrayList<>();
        do {
            left[0] = 4;
            try {
                new LaneWork(mortal, lease, "accounts", rules).apply(batch(events, 100));
            } catch (Run.Crash died) {
                left[0] = Integer.MAX_VALUE;
            }
            seen.add(byIndustry("v1", "visible_rollup", "grain = 'MONTH' AND dims = 'industry'") + " "
                    + byIndustry("industry", "visible_log", "true"));
            assertThat(seen).as("each life gets further").hasSizeLessThan(50);
        } while (!database.database().list("SELECT 1 FROM restatement", row -> 1).isEmpty());
        assertThat(new TreeSet<>(seen)).containsExactlyInAnyOrder("{retail=10} {retail=10}",
                "{software=10} {software=10}");
        assertThat(seen.stream().filter("{retail=10} {retail=10}"::equals)).as("it broke off on the way")
                .hasSizeGreaterThan(1);
        assertThat(database.database().list("SELECT 1 FROM rollup_pending", row -> 1)).isEmpty();
        assertThat(database.log(generation.id())).isEqualTo(database.stored(generation.id()));
    }

    private static FeedBatch batch(List<FeedEvent> events, long through) {
        return new FeedBatch(events, new FeedPosition(1, through, 0), Instant.parse("2026-03-01T00:00:00Z"), false);
    }

    private static Map<String, Long> byIndustry(String column, String from, String where) {
        Map<String, Long> found = new TreeMap<>();
        database.database().list("SELECT " + column + ", sum(cnt) FROM " + from + " WHERE metric = 'won_amount@1' AND " + where
                + " GROUP BY 1 HAVING sum(cnt) <> 0", row -> found.put(row.getString(1), row.getLong(2)));
        return found;
    }

    /** Lets so many transactions commit and dies in the next. */
    private static LaneStore mortal(int[] left) {
        LaneStore real = new PgLaneStore(database.dataSource());
        return new LaneStore() {
            @Override
            public <T> T transact(LaneLease lease, Function<LaneSession, T> work) {
                return real.transact(lease, session -> {
                    T result = work.apply(session);
                    if (--left[0] < 0) {
                        throw new Run.Crash();
                    }
                    return result;
                });
            }

            @Override
            public void fixTurn(String service, Instant recordedThrough) {
                real.fixTurn(service, recordedThrough);
            }
        };
    }

    private static FeedEvent account(UUID id, long version, String industry) {
        return new FeedEvent(Feed.ACCOUNT, id, version, Change.UPSERT, Instant.parse("2026-02-01T00:00:00Z"),
                new FeedPosition(1, version == 1 ? 1 : 50, 1), new AccountFact(industry, "ID", null, null));
    }

    private static FeedEvent wonDeal(UUID account, int xid) {
        LocalDate day = LocalDate.of(2026, 1, 10);
        return new FeedEvent(Feed.OPPORTUNITY, UUID.randomUUID(), 1, Change.UPSERT,
                Instant.parse("2026-02-01T00:00:00Z"), new FeedPosition(1, xid, 1),
                new OpportunityFact(account, null, null, new Money(100, "USD"), true, true, null, day, Precision.DAY,
                        false, null, day, Precision.DAY, null, List.of(), null, null));
    }

    @Test
    void aWorkerWhoseLaneWasTakenWritesNothing() {
        Generation generation = database.fresh(1);
        database.lease(generation.id());
        PgLaneStore store = new PgLaneStore(database.dataSource());
        LaneLease old = new LaneLease(generation.id(), 0, "test", 1);
        LaneWork work = new LaneWork(store, old, "orders",
                new LaneRules(1, ZoneOffset.UTC, EngineDatabase.REPORTING, EngineDatabase.METRICS, 1000));
        List<FeedEvent> events = RandomLog.of(1, 50).stream().filter(event -> event.feed().service().equals("orders"))
                .toList();
        FeedBatch batch = new FeedBatch(events, events.getLast().position(), events.getLast().recordedAt(), false);

        database.database().update("UPDATE lane SET lease_owner = 'other', lease_token = 2");

        assertThatThrownBy(() -> work.apply(batch)).isInstanceOf(LeaseLost.class);
        assertThat(database.stored(generation.id())).isEmpty();
    }
}
