package dev.tandem.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the build hands to Mandrel: with it the binary is made in the workflow, and nothing of it can be tried here. */
@Tag("all")
class NativeSourcesTest {
    static final List<String> SERVICES = ServiceImage.SERVICES;
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, String> SOME_RECORD = Map.of("accounts-service", "dev.tandem.accounts.account.AccountView",
            "orders-service", "dev.tandem.orders.order.OrderView", "metrics-service", "dev.tandem.metrics.state.Feed",
            "gateway",
            "dev.tandem.gateway.");
    private static final String METADATA = "META-INF/native-image/dev.tandem/";

    private static Path sources(String service) {
        return CHECKOUT.resolve(service).resolve("target/native-sources");
    }

    /** Quarkus puts a word before the name of a library whose classes it has transformed. */
    private static Path only(Path folder, String name, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.getFileName().toString().contains(name)
                    && file.getFileName().toString().endsWith(end)).toList();
            assertThat(found).as("%s…%s in %s; this test needs \"./tandem test --all\"", name, end, folder).hasSize(1);
            return found.getFirst();
        }
    }

    private static Path runner(String service) throws IOException {
        return only(sources(service), service, "-runner.jar");
    }

    private static Optional<String> entry(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(name) == null) {
                return Optional.empty();
            }
            try (InputStream content = file.getInputStream(file.getEntry(name))) {
                return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void areThereWithWhatReflectionLooksAt(String service) throws IOException {
        assertThat(sources(service).resolve("native-image.args")).content().contains("-runner.jar").contains("--no-fallback");
        String told = entry(runner(service), METADATA + service + "/reflect-config.json").orElseThrow();
        assertThat(told).contains(SOME_RECORD.get(service));
        if (!service.equals("gateway")) {
            Path platform = only(sources(service).resolve("lib"), "dev.tandem.platform", ".jar");
            assertThat(entry(platform, METADATA + "platform/reflect-config.json").orElseThrow())
                    .contains("dev.tandem.platform.webhook.WebhookView");
        }
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void keepEveryMigration(String service) throws IOException {
        List<String> migrations = new ArrayList<>();
        for (String folder : List.of(service + "/src/main/resources/db/migration", "platform/src/main/resources/db/platform")) {
            Path path = CHECKOUT.resolve(folder);
            if (service.equals("gateway") || !Files.isDirectory(path)) {
                continue;
            }
            try (Stream<Path> files = Files.list(path)) {
                files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql")).forEach(migrations::add);
            }
        }
        String kept = entry(runner(service), "META-INF/native-image/resource-config.json").orElseThrow();
        assertThat(migrations).isNotNull().allSatisfy(name -> assertThat(kept).contains(name));
        assertThat(migrations.isEmpty()).isEqualTo(service.equals("gateway"));
    }

    @Test
    void keepWhatTheGatewayReadsByName() throws IOException {
        String kept = entry(runner("gateway"), "META-INF/native-image/resource-config.json").orElseThrow();
        assertThat(kept).contains("gateway-openapi").contains("swagger-ui");
    }
}
