package dev.tandem.images;

import static dev.tandem.images.MadeImages.CHECKOUT;
import static dev.tandem.images.MadeImages.TOOL;
import static dev.tandem.images.MadeImages.podman;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.process.Processes;

/**
 * The four images as a platform team gets them: built, trained, and run as narrowly as a cluster runs them, with the demo data
 * imported through the gateway and its figures exact.
 */
@Tag("all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesTest {
    static final List<String> SERVICES = ServiceImage.SERVICES;
    private static final long GIGABYTE = 1L << 30;

    private Path folder;
    private final Ports ports = Free.ports();

    @BeforeAll
    void buildAndStart(@TempDir Path folder) {
        this.folder = folder;
        MadeImages.require();
        System.out.println(tandem("up", "--detach"));
    }

    @AfterAll
    void stop() throws IOException {
        tandem("down");
        Home.deleteTree(folder.resolve("home"));
    }

    private String tandem(String... words) {
        List<String> command = new ArrayList<>(List.of("bash", CHECKOUT.resolve("tandem").toString()));
        command.addAll(List.of(words));
        return Processes.run(command, Map.of("TANDEM_HOME", folder.resolve("home").toString(), "TANDEM_PORT",
                Integer.toString(ports.gateway()), "TANDEM_BUILD", "skip", "TANDEM_IMAGES", TOOL));
    }

    private String container(String service) {
        String piece = service.replace("-service", "");
        return "tandem-" + piece + "-" + ports.byPiece().get(piece);
    }

    private Path process(String service) {
        return Path.of("/proc", podman("inspect", "--format", "{{.State.Pid}}", container(service)));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void runsWithoutAnyPower(String service) throws Exception {
        Path process = process(service);
        List<String> status = Files.readAllLines(process.resolve("status"));
        assertThat(status).contains("Uid:\t185\t185\t185\t185", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000",
                "NoNewPrivs:\t1");
        assertThat(
                Files.readAllLines(process.resolve("mounts")).stream().filter(line -> line.split(" ")[1].equals("/")).toList())
                .singleElement().asString().matches(".* ro[, ].*");
        assertThat(podman("inspect", "--format", "{{.HostConfig.Memory}}", container(service)))
                .isEqualTo(Long.toString(GIGABYTE));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void worksWithWhatTheJvmLearnt(String service) throws Exception {
        assertThat(Files.readAllLines(process(service).resolve("maps"))).anyMatch(line -> line.endsWith(ServiceImage.CACHE));
    }

    @Test
    void showsTheFiguresOfTheImportedDataExactly() {
        try (ApiClient analyst = new ApiClient(ports.gatewayUri(), "analyst", "tandem")) {
            assertThat(figure(analyst, "B2B/opportunity_to_won?from=2025-01-01&to=2025-10-01")).isEqualTo("19.0000");
            assertThat(figure(analyst, "B2B/opportunity_to_won?from=2025-10-01&to=2026-04-01")).isEqualTo("27.0000");
            assertThat(figure(analyst, "B2B/sales_cycle_days?from=2025-12-01&to=2026-07-01")).isEqualTo("61.0000");
            ApiClient.Reply refused = analyst.get("/api/v1/b2b/accounts/none-such");
            assertThat(refused.status()).isBetween(400, 404);
        }
        try (ApiClient shop = new ApiClient(ports.gatewayUri(), "shop", "tandem")) {
            assertThat(shop.get("/api/v1/b2c/orders?limit=1").json().path("items")).hasSize(1);
        }
    }

    private static String figure(ApiClient caller, String question) {
        ApiClient.Reply reply = caller.get("/api/v1/metrics/kpis/" + question);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().path("series").path(0).path("value").asText();
    }

    /** A cache of another class path, and none at all: both are told in the log, and cost time alone. */
    @Test
    void startsWithAWrongCacheAndWithoutOne() {
        Path wrong = new ServiceImage("accounts-service", CHECKOUT).cache();
        assertThat(startedGateway(List.of("--volume", wrong + ":" + ServiceImage.CACHE + ":ro"), List.of())).contains("[aot]");
        assertThat(startedGateway(List.of(), List.of("-XX:AOTCache=/none.aot", "-jar", ServiceImage.JAR))).contains("[aot]");
        assertThat(startedGateway(List.of(), List.of("-jar", ServiceImage.JAR))).doesNotContain("[aot]");
    }

    /** What a gateway of its own says until it is started. */
    private String startedGateway(List<String> options, List<String> arguments) {
        Ports free = Free.ports();
        String name = "tandem-alone-" + free.gateway();
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--name", name, "--network", "host", "--read-only",
                "--tmpfs", "/tmp", "--cap-drop", "ALL", "--memory", "1g", "--env", "QUARKUS_HTTP_PORT=" + free.gateway(),
                "--env",
                "QUARKUS_MANAGEMENT_PORT=" + free.management(), "--env", "TANDEM_AUTH_ISSUERS_0__ISSUER=nobody", "--env",
                "TANDEM_AUTH_ISSUERS_0__JWKS=/jwks/tandem-local.json", "--volume", jwks() + ":/jwks:ro"));
        words.addAll(options);
        words.add("tandem/gateway");
        words.addAll(arguments);
        try {
            podman(words.toArray(String[]::new));
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (true) {
                String said = podman("logs", name);
                if (said.contains("Listening on")) {
                    return said;
                }
                assertThat(System.nanoTime()).as(said).isLessThan(deadline);
                Processes.pause(Duration.ofMillis(200));
            }
        } finally {
            podman("rm", "--force", name);
        }
    }

    private Path jwks() {
        try {
            Path open = Files.createDirectories(folder.resolve("open"));
            Files.copy(folder.resolve("home/jwks/tandem-local.json"), open.resolve("tandem-local.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(open.resolve("tandem-local.json"),
                    PosixFilePermissions.fromString("rw-r--r--"));
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            return open;
        } catch (IOException e) {
            throw Failure.of("cannot lay out the keys: " + e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void saysWhatItIsMadeOf(String service) throws Exception {
        Path copy = folder.resolve(service + ".json");
        podman("cp", container(service) + ":" + ServiceImage.SBOM, copy.toString());
        assertThat(copy).hasSameBinaryContentAs(new ServiceImage(service, CHECKOUT).sbom());
        JsonNode sbom = new ObjectMapper().readTree(copy.toFile());
        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.path("components").findValuesAsText("purl")).anyMatch(part -> part.startsWith("pkg:maven/io.netty/"));
    }
}
