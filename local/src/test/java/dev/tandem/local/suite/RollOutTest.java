package dev.tandem.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
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

    @BeforeAll
    static void startDatabase() {
        cluster = new Cluster(folder.resolve("home"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
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
            assertThat(cluster.migrate(name, Cluster.CHECKOUT)).as(name + " again").isZero();
        }
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
