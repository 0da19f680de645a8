package dev.tandem.images;

import static dev.tandem.images.MadeImages.CHECKOUT;
import static dev.tandem.images.MadeImages.podman;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.PrivateFiles;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;
import dev.tandem.local.postgres.PostgresServer;
import dev.tandem.local.process.Processes;
import dev.tandem.local.suite.Suite;

/**
 * The overlay "local" of k8s/, played by podman where there is no cluster: with its own secrets, the migrations by the owners
 * first, then the Deployments, which may not migrate.
 */
@Tag("all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubePlayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Ports ports = Free.ports();
    private Path folder;
    private final List<Path> played = new ArrayList<>();
    private Process database;

    @BeforeAll
    void play(@TempDir Path folder) throws IOException {
        this.folder = folder;
        MadeImages.require();
        PlayedManifests manifests = manifests();
        Home home = new Home(folder.resolve("home"), CHECKOUT);
        home.create();
        keepPasswords(home, manifests);
        Passwords passwords = new Passwords(home);
        database = new PostgresServer(home, ports.postgres(), passwords.of("postgres")).start();
        new Databases(ports.postgres(), passwords).create();
        play("migrations.yaml", manifests.migrations());
        for (String name : Databases.NAMES) {
            String container = name + "-migration-migration";
            assertThat(podman("wait", container)).as(() -> podman("logs", container)).isEqualTo("0");
        }
        play("services.yaml", manifests.services());
        awaitReady();
    }

    private void play(String name, String manifests) {
        Path file = folder.resolve(name);
        PrivateFiles.write(file, manifests);
        played.addFirst(file);
        podman("kube", "play", "--replace", file.toString());
    }

    @AfterAll
    void stop() throws IOException {
        try {
            played.forEach(file -> podman("kube", "down", file.toString()));
        } finally {
            if (database != null) {
                PostgresServer.stop(database.toHandle());
            }
        }
        Home.deleteTree(folder.resolve("home"));
    }

    /** The overlay apart from the checkout, whose own secrets stay as they are. */
    private PlayedManifests manifests() throws IOException {
        Path copy = folder.resolve("k8s");
        for (String part : List.of("base", "overlays/local")) {
            copy(CHECKOUT.resolve("k8s").resolve(part), copy.resolve(part));
        }
        Path overlay = copy.resolve("overlays/local");
        Processes.run(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                CHECKOUT.resolve("k8s/src/main/java/dev/tandem/k8s/Secrets.java").toString(),
                overlay.resolve("secrets").toString()), Map.of());
        return new PlayedManifests(PlayedManifests.render(CHECKOUT, overlay), folder.resolve("volumes"), ports);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).filter(one -> !from.relativize(one).startsWith("secrets"))
                    .toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** The database gets the roles and passwords that the secrets name. */
    private static void keepPasswords(Home home, PlayedManifests manifests) {
        StringBuilder known = new StringBuilder("postgres=" + manifests.secret("postgres-superuser", "password") + "\n");
        for (String name : Databases.NAMES) {
            for (String role : List.of("owner", "app")) {
                known.append(manifests.secret(name + "-" + role, "username")).append('=')
                        .append(manifests.secret(name + "-" + role, "password")).append('\n');
            }
        }
        PrivateFiles.write(home.secrets().resolve("database.properties"), known.toString());
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Suite.isReady(ports)) {
            assertThat(System.nanoTime()).as(KubePlayTest::lastWords).isLessThan(deadline);
            Processes.pause(Duration.ofMillis(300));
        }
    }

    private static String lastWords() {
        return ServiceImage.SERVICES.stream().map(service -> "the played manifests are not ready; " + service + " says:\n"
                + podman("logs", "--tail", "20", container(service))).collect(Collectors.joining("\n"));
    }

    private static String container(String service) {
        return service + "-pod-0-" + service;
    }

    @Test
    void keepsAnAccountAndReadsItBack() {
        try (ApiClient admin = new ApiClient(ports.gatewayUri(), "admin", "tandem")) {
            String name = "Played " + UUID.randomUUID();
            ApiClient.Reply made = post(admin, "/api/v1/b2b/accounts", "application/json", "{\"name\":\"" + name + "\"}");
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            ApiClient.Reply read = admin.get("/api/v1/b2b/accounts/" + made.json().path("id").asText());
            assertThat(read.status()).as(made.text() + read.text()).isEqualTo(200);
            assertThat(read.json().path("name").asText()).isEqualTo(name);
        }
    }

    /** Orders come to their figure only if metrics-service reads the feed with the token of the cluster's own issuer. */
    @Test
    void countsOrdersInTheirFigure() throws IOException {
        try (ApiClient admin = new ApiClient(ports.gatewayUri(), "admin", "tandem")) {
            ApiClient.Reply kept = admin.send("PUT", "/api/v1/b2c/import-mappings/played",
                    HttpRequest.BodyPublishers
                            .ofFile(CHECKOUT.resolve("docs/examples/imports/cdnow/orders.mapping.json")),
                    Map.of("Content-Type", "application/json"));
            assertThat(kept.isSuccess()).as(kept.text()).isTrue();
            ApiClient.Reply job = post(admin, "/api/v1/b2c/imports/order?mode=upsert&mapping=played", "text/plain",
                    "customer_id date number_of_cds dollar_value\n00001 19970101 1 10.00\n00002 19970102 2 32.50\n");
            assertThat(job.status()).as(job.text()).isEqualTo(202);
            awaitFigure(admin, "/api/v1/metrics/kpis/B2C/revenue?from=1997-01-01&to=1997-02-01", "42.50");
        }
    }

    private static ApiClient.Reply post(ApiClient caller, String path, String type, String body) {
        return caller.send("POST", path, HttpRequest.BodyPublishers.ofString(body),
                Map.of("Content-Type", type, "Idempotency-Key", UUID.randomUUID().toString()));
    }

    private static void awaitFigure(ApiClient caller, String question, String expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String value = "";
        while (!value.equals(expected)) {
            assertThat(System.nanoTime()).as("%s is %s and should be %s", question, value, expected).isLessThan(deadline);
            Processes.pause(Duration.ofMillis(300));
            value = caller.get(question).json().at("/series/0/value").asText();
        }
    }

    @Test
    void givesEachPodWhatItsDeploymentAllows() {
        for (String service : ServiceImage.SERVICES) {
            String container = container(service);
            assertThat(podman("inspect", "--format", "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Memory}}",
                    container)).as(service).matches("185(:185)? true (1342177280|805306368)");
            assertThat(podman("inspect", "--format", "{{.RestartCount}}", container)).as("restarts of %s", service)
                    .isEqualTo("0");
        }
    }
}
