package dev.tandem.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.home.Home;

/** How narrowly a service's container is run, and that nothing secret is said where others can read it. */
class ContainersTest {
    @TempDir
    Path folder;

    private ServicePlan plan(Map<String, String> environment) {
        return new ServicePlan("orders", "orders-service", Path.of("none.jar"), 24002, environment);
    }

    private Home home() {
        return new Home(folder, folder);
    }

    private static Containers plain() {
        return Containers.from(Map.of("TANDEM_IMAGES", "podman")).orElseThrow();
    }

    @Test
    void runsJarsUnlessImagesAreAskedFor() {
        assertThat(Containers.from(Map.of("TANDEM_IMAGES", ""))).isEmpty();
        assertThat(Containers.from(Map.of())).isEmpty();
    }

    @Test
    void givesAContainerNoMoreThanAClusterDoes() {
        List<String> command = plain().command(plan(Map.of()), home(), List.of());
        assertThat(command).startsWith("podman", "run").endsWith("tandem/orders-service").contains("--read-only")
                .containsSequence("--user", "185").containsSequence("--cap-drop", "ALL")
                .containsSequence("--security-opt", "no-new-privileges").containsSequence("--memory", "1g");
    }

    @Test
    void keepsSettingsOutOfTheArguments() {
        List<String> command = plain().command(plan(Map.of("QUARKUS_DATASOURCE_PASSWORD", "secret")), home(), List.of());
        assertThat(command).containsSequence("--env", "QUARKUS_DATASOURCE_PASSWORD").noneMatch(word -> word.contains("secret"));
    }

    @Test
    void handsOverCopiesOfWhatAServiceReadsForItsUserAlone() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "giving a file to another user needs root");
        Files.createDirectories(folder.resolve("secrets"));
        Path token = Files.writeString(folder.resolve("secrets/system.token"), "first");
        ServicePlan plan = plan(Map.of("TANDEM_FEEDS_TOKEN_FILE", token.toString(), "QUARKUS_HTTP_PORT", "24002"));

        plain().handOver(plan, home());
        Files.writeString(token, "renewed");
        plain().handOver(plan, home());

        Path copy = folder.resolve("run/handed/orders/system.token");
        assertThat(copy).hasContent("renewed");
        assertThat(Files.getAttribute(copy, "unix:uid")).isEqualTo(185);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy))).isEqualTo("r--------");
        assertThat(plain().environment(plan, home())).containsEntry("TANDEM_FEEDS_TOKEN_FILE", "/run/tandem/system.token")
                .containsEntry("QUARKUS_HTTP_PORT", "24002");
    }

    @Test
    void letsATrainedJvmWriteDownWhatItKnows() {
        Map<String, String> settings = Map.of("TANDEM_IMAGES", "podman", "TANDEM_IMAGES_TRAINING", folder.toString());
        List<String> command = Containers.from(settings).orElseThrow().command(plan(Map.of()), home(), List.of());
        assertThat(command).contains("-XX:AOTMode=record", "-XX:AOTConfiguration=/run/training/orders-service.aotconf");
        assertThat(Suite.stopPatience(settings)).isGreaterThan(Suite.stopPatience(Map.of()));
    }
}
