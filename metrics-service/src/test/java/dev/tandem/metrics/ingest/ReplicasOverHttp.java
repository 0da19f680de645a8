package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.platform.testing.Eventually;

/** Replicas that read real feeds over HTTP into a real database, and how their tests wait and judge. */
abstract class ReplicasOverHttp {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static EngineDatabase database;

    @TempDir
    Path folder;
    private final List<Replica> replicas = new ArrayList<>();
    FeedServer accounts;
    FeedServer orders;
    Path tokenFile;
    Duration idlePoll = Duration.ofSeconds(1);

    /** One process of the service, as far as the engine goes. */
    static final class Replica {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        final GenerationIngest ingest;

        private Replica(Generation generation, String name, Map<String, URI> services, FeedsConfig config,
                Path tokenFile, LaneStore store) {
            ingest = new GenerationIngest(generation, new GenerationIngest.Tools(
                    new FeedClient(services, new TokenFile(tokenFile), FeedClient.http()), store,
                    new LaneLeases(database.database(), name, Duration.ofSeconds(2)), config, 5, threads));
            ingest.start();
        }

        /** Ends as by kill -9: no lease is given back, no batch is finished on purpose. */
        void kill() {
            threads.shutdownNow();
        }
    }

    private record TestFeedsConfig(Map<String, URI> services, Path token, Duration idlePoll) implements FeedsConfig {
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
        public Optional<Client> client() {
            return Optional.empty();
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

    Replica replica(Generation generation, String name, LaneStore store) {
        Map<String, URI> services = Map.of("accounts", accounts.address(), "orders", orders.address());
        Replica replica = new Replica(generation, name, services, new TestFeedsConfig(services, tokenFile, idlePoll),
                tokenFile, store);
        replicas.add(replica);
        return replica;
    }

    Replica replica(Generation generation, String name) {
        return replica(generation, name, new PgLaneStore(database.dataSource()));
    }

    void publish(List<FeedEvent> events) {
        accounts.publish(events);
        orders.publish(events);
    }

    void awaitCaughtUp(Generation generation, Replica... working) {
        FeedProgress progress = new FeedProgress(database.database());
        Eventually.within(PATIENCE, () -> {
            for (Replica replica : working) {
                replica.ingest.keepLanes();
            }
            assertThat(progress.applied(generation.id(), "accounts").position()).isGreaterThanOrEqualTo(accounts.head());
            assertThat(progress.applied(generation.id(), "orders").position()).isGreaterThanOrEqualTo(orders.head());
        });
    }

    void assertExact(Generation generation, List<FeedEvent> events) {
        List<Oracle.Row> expected = Oracle.rows(events,
                new OracleRates(OracleRates.knownAt(events, service -> List.of(), List.of()), List.of()));
        assertThat(Figures.ofContributions(database.contributions(generation.id())))
                .isEqualTo(Figures.ofOracle(expected)).isNotEmpty();
        assertThat(Figures.cells(database.cells(generation.id()))).isEqualTo(Figures.cellsOfOracle(expected));
        assertThat(database.log(generation.id())).isEqualTo(database.stored(generation.id()));
    }
}
