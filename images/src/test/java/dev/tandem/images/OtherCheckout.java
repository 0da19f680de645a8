package dev.tandem.images;

import static dev.tandem.images.MadeImages.CHECKOUT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.tandem.local.process.Processes;

/** A copy of parts of this checkout, for builds that must not touch what the other tests run. */
record OtherCheckout(Path folder) {
    private static final List<String> MODULES = List.of("platform", "accounts-service", "orders-service", "metrics-service",
            "gateway", "k8s", "local", "images");

    /** The poms alone. */
    static OtherCheckout in(Path folder) throws IOException {
        OtherCheckout copy = new OtherCheckout(folder);
        copy.take("pom.xml");
        copy.take(".mvn");
        for (String module : MODULES) {
            copy.take(module + "/pom.xml");
        }
        return copy;
    }

    /** Times stay, so that what is built already is not built again. */
    void take(String part) throws IOException {
        Path from = CHECKOUT.resolve(part);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(CHECKOUT.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Packages modules without their tests and without what only looks at sources. */
    void pack(String modules, String... more) {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q", "-f", folder.toString(), "-pl", modules,
                "-DskipTests", "-Dformatter.skip", "-Dimpsort.skip", "-Dcyclonedx.skip"));
        command.addAll(List.of(more));
        command.add("package");
        Processes.run(command, Map.of("JAVA_HOME", System.getProperty("java.home")));
    }
}
