package dev.tandem.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Port;

import dev.tandem.local.home.Failure;

/**
 * One service as an image. Everything in it has the same fixed time and order, so the same files give the same digest; and the
 * JVM's cache is only valid for jars of the time and size with which it was trained.
 */
record ServiceImage(String service, Path checkout) {
    static final List<String> SERVICES = List.of("accounts-service", "orders-service", "metrics-service", "gateway");
    static final String FOLDER = "/opt/tandem";
    static final String JAR = FOLDER + "/quarkus-run.jar";
    static final String CACHE = FOLDER + "/app.aot";
    static final String SBOM = FOLDER + "/sbom.json";
    private static final String JAVA = "/opt/java/openjdk/bin/java";
    /** A number, because Kubernetes can only check that a number is not root; it is the one of Quarkus' own images. */
    private static final String USER = "185";
    /** In the environment, so that whoever deploys can put others in their place. The cache fits the collector named here. */
    private static final String JAVA_OPTIONS = "-XX:+UseSerialGC -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError";
    private static final Map<String, Integer> PORTS = Map.of("accounts-service", 8081, "orders-service", 8082,
            "metrics-service", 8083, "gateway", 8080);

    Path application() {
        return checkout.resolve(service).resolve("target/quarkus-app");
    }

    Path sbom() {
        return checkout.resolve(service).resolve("target/sbom.json");
    }

    /** Where the training run leaves what the JVM learnt. */
    Path cache() {
        return folder().resolve(service + ".aot");
    }

    /** The image as a file, for tools that load one. */
    Path tar() {
        return folder().resolve(service + ".tar");
    }

    private Path folder() {
        return checkout.resolve("images/target/images");
    }

    JibContainer build(Base base, boolean withCache, Containerizer target, String version, Instant created) {
        if (!Files.isRegularFile(application().resolve("quarkus-run.jar"))) {
            throw Failure.of("there is no " + application() + "; build first (mvn package).");
        }
        try {
            JibContainerBuilder image = base.image().setUser(USER).setWorkingDirectory(AbsoluteUnixPath.get(FOLDER))
                    .setEntrypoint(JAVA).setProgramArguments("-XX:AOTCache=" + CACHE, "-jar", JAR)
                    .addEnvironmentVariable("JDK_JAVA_OPTIONS", JAVA_OPTIONS)
                    .setExposedPorts(Set.of(Port.tcp(PORTS.getOrDefault(service, 8080)))).setCreationTime(created)
                    .addLabel("org.opencontainers.image.title", service)
                    .addLabel("org.opencontainers.image.version", version)
                    .addLabel("org.opencontainers.image.licenses", "Apache-2.0")
                    .setFileEntriesLayers(layers(withCache));
            target.setBaseImageLayersCache(folder().resolve("base-layers"))
                    .setApplicationLayersCache(folder().resolve("layers"))
                    .setToolName("tandem");
            return image.containerize(target);
        } catch (IOException | RegistryException | CacheDirectoryCreationException | ExecutionException e) {
            throw Failure.of("cannot build the image of " + service + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of("interrupted", e);
        }
    }

    /** What changes least comes first, so that a new version brings few bytes. */
    private List<FileEntriesLayer> layers(boolean withCache) throws IOException {
        Stream<FileEntriesLayer> always = Stream.of(layer("dependencies", List.of("lib")),
                layer("application", List.of("app", "quarkus", "quarkus-run.jar", "quarkus-app-dependencies.txt")),
                file("sbom", sbom(), SBOM));
        return withCache ? Stream.concat(always, Stream.of(file("cache", cache(), CACHE))).toList() : always.toList();
    }

    private FileEntriesLayer layer(String name, List<String> parts) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (String part : parts) {
            Path source = application().resolve(part);
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    layer.addEntry(file, inImage(application().relativize(file)));
                }
            }
        }
        return layer.build();
    }

    private static AbsoluteUnixPath inImage(Path relative) {
        return AbsoluteUnixPath.get(FOLDER).resolve(relative);
    }

    private static FileEntriesLayer file(String name, Path source, String target) {
        if (!Files.isRegularFile(source)) {
            throw Failure.of("there is no " + source + ".");
        }
        return FileEntriesLayer.builder().setName(name).addEntry(source, AbsoluteUnixPath.get(target)).build();
    }
}
