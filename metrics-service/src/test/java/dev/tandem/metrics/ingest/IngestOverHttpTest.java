package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.drift.Drift;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.rebuild.Digests;
import dev.tandem.metrics.rebuild.Rebuilds;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.testing.Eventually;

/** Replicas reading real feeds over HTTP into a real database, as they come, die and take over from each other. */
class IngestOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static EngineDatabase database;

    @TempDir
    Path folder;
    private final List<Replica> replicas = new ArrayList<>();
    private FeedServer accounts;
    private FeedServer orders;
    private Path tokenFile;

    /** One process of the service, as far as the engine goes. */
    private static final class Replica {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final GenerationIngest ingest;

        private Replica(Generation generation, String name, Map<String, URI> services, Path tokenFile,
                LaneStore store) {
            FeedsConfig config = new TestFeedsConfig(services, tokenFile);
            ingest = new GenerationIngest(generation, new GenerationIngest.Tools(
                    new FeedClient(services, new TokenFile(tokenFile)), store,
                    new LaneLeases(database.database(), name, Duration.ofSeconds(2)), config, 5, threads));
            ingest.start();
        }

        /** Ends as by kill -9: no lease is given back, no batch is finished on purpose. */
        private void kill() {
            threads.shutdownNow();
        }
    }

    private record TestFeedsConfig(Map<String, URI> services, Path token) implements FeedsConfig {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Service accounts() {
            return () -> services.get("accounts");
        }

        @Override
        public Service orders() {
            return () -> services.get("orders");
        }

        @Override
        public Optional<Path> tokenFile() {
            return Optional.of(token);
        }

        @Override
        public Duration idlePoll() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int pageSize() {
            return 20;
        }

        @Override
        public int batchSize() {
            return 30;
        }
    }

    @BeforeAll
    static void startDatabase() {
        database = new EngineDatabase();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void startFeeds() throws IOException {
        accounts = new FeedServer("accounts", "right");
        orders = new FeedServer("orders", "right");
        tokenFile = Files.writeString(folder.resolve("token"), "right\n");
    }

    @AfterEach
    void stopAll() {
        replicas.forEach(Replica::kill);
        accounts.close();
        orders.close();
    }

    private Replica replica(Generation generation, String name, LaneStore store) {
        Replica replica = new Replica(generation, name,
                Map.of("accounts", accounts.address(), "orders", orders.address()), tokenFile, store);
        replicas.add(replica);
        return replica;
    }

    private Replica replica(Generation generation, String name) {
        return replica(generation, name, new PgLaneStore(database.dataSource()));
    }

    private void publish(List<FeedEvent> events) {
        accounts.publish(events);
        orders.publish(events);
    }

    private void awaitCaughtUp(Generation generation, Replica... working) {
        FeedProgress progress = new FeedProgress(database.database());
        Eventually.within(PATIENCE, () -> {
            for (Replica replica : working) {
                replica.ingest.keepLanes();
            }
            assertThat(progress.applied(generation.id(), "accounts").position()).isGreaterThanOrEqualTo(accounts.head());
            assertThat(progress.applied(generation.id(), "orders").position()).isGreaterThanOrEqualTo(orders.head());
        });
    }

    private void assertExact(Generation generation, List<FeedEvent> events) {
        List<Oracle.Row> expected = Oracle.rows(events,
                new OracleRates(OracleRates.knownAt(events, service -> List.of(), List.of()), List.of()));
        assertThat(Figures.ofContributions(database.contributions(generation.id())))
                .isEqualTo(Figures.ofOracle(expected)).isNotEmpty();
        assertThat(Figures.cells(database.cells(generation.id()))).isEqualTo(Figures.cellsOfOracle(expected));
        assertThat(database.log(generation.id())).isEqualTo(database.stored(generation.id()));
    }

    @Test
    void readsWhatIsThereAndWhatComes() {
        List<FeedEvent> events = RandomLog.of(7, 300);
        Generation generation = database.fresh(4);
        publish(events.subList(0, 200));
        Replica replica = replica(generation, "one");
        awaitCaughtUp(generation, replica);
        publish(events.subList(200, events.size()));
        awaitCaughtUp(generation, replica);

        assertExact(generation, events);
    }

    @Test
    void killingAReplicaInTheMiddleOfCatchingUpChangesNothing() {
        List<FeedEvent> events = RandomLog.of(8, 600);
        publish(events);
        Generation generation = database.fresh(4);
        int[] batches = new int[1];
        Replica[] first = new Replica[1];
        LaneStore deadly = new LaneStore() {
            private final LaneStore real = new PgLaneStore(database.dataSource());

            @Override
            public <T> T transact(LaneLease lease, java.util.function.Function<LaneSession, T> work) {
                return real.transact(lease, session -> {
                    T result = work.apply(session);
                    synchronized (batches) {
                        if (++batches[0] > 25) {
                            throw new Run.Crash();
                        }
                    }
                    return result;
                });
            }

            @Override
            public void fixTurn(String service, java.time.Instant recordedThrough) {
                real.fixTurn(service, recordedThrough);
            }
        };
        first[0] = replica(generation, "one", deadly);
        first[0].ingest.keepLanes();
        Eventually.within(PATIENCE, () -> assertThat(batches[0]).isGreaterThan(25));
        first[0].kill();
        assertThat(database.stored(generation.id())).as("it died on the way").isNotEmpty();

        Replica second = replica(generation, "two");
        awaitCaughtUp(generation, second);

        assertExact(generation, events);
    }

    @Test
    void anOutageOfAFeedOnlyDelays() {
        List<FeedEvent> events = RandomLog.of(9, 100);
        publish(events);
        orders.fail(7);
        Generation generation = database.fresh(2);
        Replica replica = replica(generation, "one");
        awaitCaughtUp(generation, replica);

        assertExact(generation, events);
        assertThat(replica.ingest.troubles()).isEmpty();
    }

    @Test
    void aRenewedTokenFileIsReadAgain() throws IOException {
        List<FeedEvent> events = RandomLog.of(10, 50);
        publish(events);
        Files.writeString(tokenFile, "expired");
        Generation generation = database.fresh(1);
        Replica replica = replica(generation, "one");
        replica.ingest.keepLanes();
        Eventually.within(PATIENCE, () -> assertThat(accounts.refusals()).isPositive());
        Files.writeString(tokenFile, "right");

        awaitCaughtUp(generation, replica);
        assertExact(generation, events);
    }

    @Test
    void aRebuildTakesOverWithEqualDigestsAndKeepsTheOldOne() {
        List<FeedEvent> events = RandomLog.of(11, 400);
        publish(events);
        Generation served = database.fresh(4);
        Replica serving = replica(served, "one");
        awaitCaughtUp(served, serving);
        Generation built = database.generations().build(EngineDatabase.wanted(3));
        Replica building = replica(built, "two");
        awaitCaughtUp(built, building);

        Rebuilds rebuilds = rebuilds();
        Eventually.within(PATIENCE, () -> {
            rebuilds.check();
            assertThat(database.generations().active().orElseThrow().id()).isEqualTo(built.id());
        });
        assertThat(database.generations().active().orElseThrow().result()).isEqualTo("equal");
        assertThat(database.generations().find(served.id()).orElseThrow().state())
                .isEqualTo(Generation.State.RETIRED);
        assertThat(rebuilds.differences(served.id(), built.id())).isEmpty();
        assertThat(database.stored(served.id())).isEqualTo(database.stored(built.id()));
    }

    @Test
    void aRebuildThatDiffersIsNotServed() {
        List<FeedEvent> events = RandomLog.of(12, 200);
        publish(events);
        Generation served = database.fresh(4);
        awaitCaughtUp(served, replica(served, "one"));
        Generation built = database.generations().build(EngineDatabase.wanted(2));
        awaitCaughtUp(built, replica(built, "two"));
        database.database().update(
                """
                        UPDATE contribution_log SET num = num + 1
                        WHERE generation = ? AND seq = (SELECT max(seq) FROM contribution_log WHERE generation = ? AND metric = 'aov@1')""",
                built.id(), built.id());

        Rebuilds rebuilds = rebuilds();
        Eventually.within(PATIENCE, () -> {
            rebuilds.check();
            assertThat(database.generations().find(built.id()).orElseThrow().state())
                    .isEqualTo(Generation.State.FAILED);
        });
        assertThat(database.generations().find(built.id()).orElseThrow().result()).startsWith("different: aov@1 ");
        assertThat(database.generations().active().orElseThrow().id()).isEqualTo(served.id());
    }

    @Test
    void aGenerationOfOlderCodeTellsWhatItKnowsUntilOneWithAllMetricsHasCaughtUp() {
        List<FeedEvent> events = RandomLog.of(13, 400);
        String fewer = Metric.definitions().replace("rating_avg@1,", "").replace("review_rate@1,", "")
                .replace(",units@1", "");
        int first = database.fresh(4).id();
        database.database().update("UPDATE generation SET definitions = ? WHERE id = ?", fewer, first);
        Generation served = database.generations().find(first).orElseThrow();
        publish(events.subList(0, 200));
        Replica old = replica(served, "one");
        awaitCaughtUp(served, old);
        old.kill();
        database.database().update("DELETE FROM lane_cursor WHERE feed = 'orders/review'");
        publish(events.subList(200, events.size()));
        awaitCaughtUp(served, replica(served, "one"));

        Generations.Wanted wanted = EngineDatabase.wanted(4);
        database.generations().ensure(new Generations.Wanted(wanted.lanes(), wanted.timeZone(), wanted.currency(),
                wanted.reporting(), wanted.definitions(), "configuration", true, null));
        Generation built = database.generations().worked().getLast();
        awaitCaughtUp(built, replica(built, "two"));
        Eventually.within(PATIENCE, () -> {
            rebuilds().check();
            assertThat(database.generations().active().orElseThrow().id()).isEqualTo(built.id());
        });

        assertExact(built, events);
        assertThat(database.stored(served.id())).isNotEmpty().isEqualTo(database.stored(built.id()).stream()
                .filter(row -> !row.matches("(units|rating_avg|review_rate)@1 .*")).collect(Collectors.toSet()));
    }

    private Drift drift() {
        Map<String, URI> services = Map.of("accounts", accounts.address(), "orders", orders.address());
        return new Drift(database.generations(), database.database(), new FeedClient(services, new TokenFile(tokenFile)));
    }

    private static Set<Object> differing(Drift drift) {
        Set<Object> found = new HashSet<>();
        drift.feeds().forEach((feed, difference) -> {
            if (difference.size() > 0) {
                found.add(feed);
            }
        });
        drift.rollups().forEach((metric, difference) -> {
            if (difference.size() > 0) {
                found.add(metric);
            }
        });
        return found;
    }

    @Test
    void afterARestoreOfAProducerWhatIsLeftIsReadAgain() {
        List<FeedEvent> events = RandomLog.of(16, 300);
        publish(events);
        Generation served = database.fresh(4);
        Replica serving = replica(served, "one");
        awaitCaughtUp(served, serving);
        assertThat(serving.ingest.isCutOff()).isFalse();

        List<FeedEvent> told = events.stream().filter(event -> event.feed().service().equals("orders")).toList();
        List<FeedEvent> lost = told.subList(told.size() - 40, told.size());
        orders.restore(lost.size());
        Eventually.within(PATIENCE, () -> assertThat(serving.ingest.isCutOff()).isTrue());
        Generations.Wanted wanted = EngineDatabase.wanted(4);
        database.generations().startOver(served.id(), new Generations.Wanted(wanted.lanes(), wanted.timeZone(),
                wanted.currency(), wanted.reporting(), wanted.definitions(), Generations.RESTORED, true, "system"));
        database.generations().startOver(served.id(), wanted);
        List<Generation> worked = database.generations().worked();
        assertThat(worked).as("one start is enough").hasSize(2);
        Generation built = worked.getLast();
        awaitCaughtUp(built, replica(built, "two"));
        Eventually.within(PATIENCE, () -> {
            rebuilds().check();
            assertThat(database.generations().active().orElseThrow().id()).isEqualTo(built.id());
        });

        List<FeedEvent> left = new ArrayList<>(events);
        left.removeAll(lost);
        assertExact(built, left);
        FeedEvent again = lost.getFirst();
        FeedEvent next = new FeedEvent(again.feed(), again.id(), again.version() + 1000, Change.UPSERT, again.recordedAt(),
                new FeedPosition(2, 1, 1), events.stream().filter(event -> event.feed() == again.feed() && event.fact() != null)
                        .findFirst().orElseThrow().fact());
        publish(List.of(next));
        left.add(next);
        awaitCaughtUp(built);
        assertExact(built, left);
    }

    @Test
    void whatIsHeldIsWhatTheFeedsToldAndADifferenceIsNamed() {
        List<FeedEvent> events = RandomLog.of(14, 500);
        publish(events);
        Generation served = database.fresh(4);
        awaitCaughtUp(served, replica(served, "one"));
        Drift drift = drift();

        drift.check();
        assertThat(drift.feeds()).containsKeys(Feed.values());
        assertThat(drift.rollups()).containsKeys(Metric.values());
        assertThat(differing(drift)).isEmpty();

        database.database().update("""
                UPDATE entity_state SET version = version + 7 WHERE ctid = (
                    SELECT ctid FROM entity_state WHERE feed = 'orders/order' AND state IS NOT NULL LIMIT 1)""");
        database.database().update("DELETE FROM entity_state WHERE feed = 'orders/review'");
        database.database().update("""
                UPDATE rollup SET num = num + 1 WHERE ctid = (
                    SELECT ctid FROM rollup WHERE metric = 'units@1' AND dims = 'product' AND grain = 'DAY' LIMIT 1)""");
        drift.check();
        assertThat(differing(drift)).isEqualTo(Set.of(Feed.ORDER, Feed.REVIEW, Metric.UNITS));
        assertThat(drift.feeds().get(Feed.ORDER)).satisfies(found -> {
            assertThat(found.size()).isEqualTo(7);
            assertThat(found.text()).contains("records with versions summing to");
        });
        assertThat(drift.rollups().get(Metric.UNITS)).satisfies(found -> {
            assertThat(found.size()).isEqualTo(1);
            assertThat(found.text()).contains("DAY 2026-").contains("product");
        });
    }

    @Test
    void lanesThatStandApartAreComparedOnlyWhereTheFeedSaidNothingBetween() {
        List<FeedEvent> events = RandomLog.of(15, 200);
        publish(events);
        Generation served = database.fresh(2);
        Replica replica = replica(served, "one");
        awaitCaughtUp(served, replica);
        replica.kill();
        FeedPosition ahead = new FeedPosition(1, orders.head().xid() + 1000, 0);
        database.database().update("UPDATE lane_cursor SET position = ? WHERE lane = 1 AND feed = 'orders/order'",
                PositionBytes.of(ahead));
        Drift drift = drift();
        drift.check();
        assertThat(drift.feeds().get(Feed.ORDER).size()).as("only heads differ").isZero();

        database.database().update("UPDATE lane_cursor SET position = ? WHERE lane = 1 AND feed = 'orders/order'",
                PositionBytes.of(events.get(events.size() / 2).position()));
        Drift busy = drift();
        busy.check();
        assertThat(busy.feeds()).as("no answer is better than a wrong alarm").doesNotContainKey(Feed.ORDER)
                .containsKey(Feed.REVIEW);
    }

    private static Rebuilds rebuilds() {
        return new Rebuilds(database.generations(), new FeedProgress(database.database()),
                new Digests(database.database()), database.database());
    }
}
