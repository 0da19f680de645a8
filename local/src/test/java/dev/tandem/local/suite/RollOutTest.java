package dev.tandem.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.postgres.Databases;

/** Two replicas of every service, as a cluster runs them: what happens before, during and after a roll-out. */
@Tag("all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollOutTest {
    private static final int REPLICAS = 2;

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static TraceReceiver traces;

    @BeforeAll
    static void startDatabase() {
        traces = new TraceReceiver();
        cluster = new Cluster(folder.resolve("home"), Map.of("QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", traces.address(), "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf", "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
        traces.close();
    }

    @Test
    @Order(1)
    void aServiceDoesNotServeOnASchemaThatItsJobHasNotPreparedYet() throws Exception {
        Replica early = cluster.launch("accounts", Cluster.CHECKOUT);

        assertThat(early.awaitEnd()).isNotZero();
        assertThat(Files.readString(early.log())).contains("Validate failed: Migrations have failed validation");
    }

    @Test
    @Order(2)
    void theJobMigratesAndEndsAndMayRunAgain() {
        for (String name : Cluster.WITH_DATABASE) {
            assertThat(cluster.migrate(name, Cluster.CHECKOUT)).as(name).isZero();
        }
        assertThat(cluster.migrate("orders", Cluster.CHECKOUT)).as("again").isZero();
    }

    @Test
    @Order(3)
    void noRequestIsLostWhileEveryServiceIsReplaced() {
        for (String name : Cluster.ALL) {
            var launched = IntStream.range(0, REPLICAS).mapToObj(i -> cluster.launch(name, Cluster.CHECKOUT))
                    .toList();
            launched.forEach(cluster::serve);
        }
        int before;
        Traffic traffic = new Traffic(cluster).begin();
        try (traffic) {
            before = traffic.answered();
            for (String name : Cluster.ALL) {
                cluster.roll(name, Cluster.CHECKOUT);
                assertThat(traffic.lost()).as("while %s was replaced", name).isEmpty();
            }
        }

        assertThat(traffic.answered()).isGreaterThan(before + 100);
        assertThat(traffic.lost()).isEmpty();
        try (ApiClient api = cluster.as("admin")) {
            assertThat(api.get("/api/v1/b2b/accounts/count").json().path("count").asInt()).isEqualTo(traffic.accounts());
            assertThat(api.get("/api/v1/b2c/customers/count").json().path("count").asInt()).isEqualTo(traffic.customers());
        }
    }

    @Test
    @Order(4)
    void oneRequestIsOneTraceThroughTheGatewayAndTheServiceWithoutWhatWasSearched() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (ApiClient api = cluster.as("admin")) {
            ApiClient.Reply reply = api.send("GET", "/api/v1/b2c/customers?q=Wijayakusuma", null,
                    Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }

        await(() -> spansOf(trace, "gateway").size() > 1 && !spansOf(trace, "orders-service").isEmpty());
        TraceReceiver.Received atService = spansOf(trace, "orders-service").getFirst();
        assertThat(spansOf(trace, "gateway")).anyMatch(atService::isChildOf);
        assertThat(traces.all()).extracting(TraceReceiver.Received::text).noneMatch(text -> text.contains("Wijayakusuma"));
    }

    private static List<TraceReceiver.Received> spansOf(String trace, String service) {
        return traces.spansOf(trace).stream().filter(span -> span.service().equals(service)).toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("received until now: %s", traces.all()).isLessThan(deadline);
            Readiness.pause();
        }
    }

    @Test
    @Order(5)
    void whatANewerVersionAddedToTheSchemaKeepsNobodyFromRollingBack() throws Exception {
        try (var orders = DriverManager.getConnection(Databases.url(cluster.ports().postgres(), "orders"), "postgres",
                cluster.databasePassword("postgres")); var sql = orders.createStatement()) {
            for (String version : List.of("0.999", "999")) {
                sql.execute("INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '" + version
                        + "', 'of tomorrow', 'SQL', 'V" + version + "__of_tomorrow.sql', 1, 'somebody', now(), 1, true"
                        + " FROM flyway_schema_history");
            }
        }

        assertThat(cluster.migrate("orders", Cluster.CHECKOUT)).isZero();
        cluster.serve(cluster.launch("orders", Cluster.CHECKOUT));
    }
}
