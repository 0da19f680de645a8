package dev.tandem.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.process.Processes;

/**
 * The version before this one and this one on the same databases: while migrations of this one have already run, while
 * replicas of both answer, and after a roll-back.
 */
@Tag("all")
class SideBySideTest {
    private static final String MODULES = "platform,accounts-service,orders-service,metrics-service";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Cluster cluster;
    private int customers;

    @AfterEach
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (Files.exists(checkout())) {
            git("worktree", "remove", "--force", checkout().toString());
        }
    }

    @Test
    void bothVersionsWorkOnOneDatabaseForwardAndBack() throws Exception {
        Path before = build(previous());
        cluster = new Cluster(folder.resolve("home"), Map.of("QUARKUS_FLYWAY_MIGRATE_AT_START", "false"));
        for (String name : Cluster.WITH_DATABASE) {
            assertThat(cluster.migrate(name, before, Map.of("QUARKUS_INIT_AND_EXIT", "true"))).as(name).isZero();
        }
        for (String name : Cluster.WITH_DATABASE) {
            cluster.serve(cluster.launch(name, before));
        }
        cluster.serve(cluster.launch("gateway", Cluster.CHECKOUT));
        try (ApiClient api = cluster.as("admin")) {
            ApiClient.Reply kept = api.send("PUT", "/api/v1/b2c/import-mappings/rows",
                    HttpRequest.BodyPublishers.ofFile(Cluster.CHECKOUT.resolve(
                            "docs/examples/imports/cdnow/orders.mapping.json")),
                    Map.of("Content-Type", "application/json"));
            assertThat(kept.isSuccess()).as(kept.text()).isTrue();
            forward(api);
            // The version before closes its connections when it is asked to end, so nobody works meanwhile.
            for (String name : Cluster.WITH_DATABASE) {
                cluster.retire(cluster.replicas(name).getFirst());
            }
            back(api, before);
        }
    }

    private void forward(ApiClient api) {
        Traffic traffic = new Traffic(cluster).begin();
        try (traffic) {
            importOrders(api, "the version before alone");
            for (String name : Cluster.WITH_DATABASE) {
                assertThat(cluster.migrate(name, Cluster.CHECKOUT)).as(name).isZero();
            }
            importOrders(api, "the version before on the schema of this one");
            for (String name : Cluster.WITH_DATABASE) {
                cluster.serve(cluster.launch(name, Cluster.CHECKOUT));
            }
            importOrders(api, "both versions");
        }
        assertThat(traffic.lost()).isEmpty();
    }

    private void back(ApiClient api, Path before) {
        Traffic traffic = new Traffic(cluster).begin();
        try (traffic) {
            importOrders(api, "this version alone");
            for (String name : Cluster.WITH_DATABASE) {
                cluster.roll(name, before);
            }
            importOrders(api, "the version before again");
        }
        assertThat(traffic.lost()).isEmpty();
    }

    /** Five orders of new customers; the figure has to follow, whoever reads the feed and whoever answers. */
    private void importOrders(ApiClient api, String who) {
        StringBuilder rows = new StringBuilder("customer_id date number_of_cds dollar_value\n");
        for (int i = 0; i < 5; i++) {
            rows.append("%05d 19970101 1 10.00\n".formatted(++customers));
        }
        ApiClient.Reply job = api.send("POST", "/api/v1/b2c/imports/order?mode=upsert&mapping=rows",
                HttpRequest.BodyPublishers.ofString(rows.toString()),
                Map.of("Content-Type", "text/plain", "Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(job.status()).as(who + job.text()).isEqualTo(202);
        String figure = "/api/v1/metrics/kpis/B2C/revenue?from=1997-01-01&to=1997-02-01";
        String expected = customers * 10 + ".00";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String value = "";
        while (!value.equals(expected)) {
            assertThat(System.nanoTime()).as("%s: revenue is %s and should be %s", who, value, expected)
                    .isLessThan(deadline);
            Readiness.pause();
            value = api.get(figure).json().at("/series/0/value").asText();
        }
    }

    private static String previous() throws IOException {
        try (var text = SideBySideTest.class.getResourceAsStream("/upgrade/previous-version.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** Builds a commit of this repository apart from the checkout. */
    private Path build(String commit) throws Exception {
        assumeTrue(git("cat-file", "-e", commit + "^{commit}") == 0,
                "the version before, " + commit + ", is not in this clone (shallow, or no repository)");
        assertThat(git("worktree", "add", "--detach", checkout().toString(), commit)).isZero();
        assertThat(run(checkout(), List.of("mvn", "-B", "-ntp", "-q", "-T", "2", "-DskipTests", "-pl", MODULES, "package")))
                .as("the build of " + commit)
                .isZero();
        return checkout();
    }

    private Path checkout() {
        return folder.resolve("before");
    }

    private int git(String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        return run(Cluster.CHECKOUT, command);
    }

    private int run(Path directory, List<String> command) throws Exception {
        Path log = Files.createTempFile(folder, "command", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putIfAbsent("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        Process process = builder.start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                System.out.println(String.join(" ", command) + " ended with " + code + "\n" + Files.readString(log));
            }
            return code;
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }
}
