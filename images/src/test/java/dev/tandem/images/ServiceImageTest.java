package dev.tandem.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.TarImage;

import dev.tandem.local.home.Failure;

/** What an image is made of, with a pretended service on an empty base. */
class ServiceImageTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theSameFilesGiveTheSameDigestWheneverAndWhereverTheyWereMade() throws Exception {
        String first = build(checkout("one", "code"), false).getDigest().toString();
        Path second = checkout("two", "code");
        Files.setLastModifiedTime(second.resolve("gateway/target/quarkus-app/quarkus-run.jar"), FileTime.from(Instant.EPOCH));
        assertThat(build(second, false).getDigest()).hasToString(first);
        assertThat(build(checkout("three", "other code"), false).getDigest().toString()).isNotEqualTo(first);
    }

    @Test
    void anotherCacheIsAnotherImage() throws Exception {
        Path checkout = checkout("one", "code");
        String without = build(checkout, false).getDigest().toString();
        assertThatThrownBy(() -> build(checkout, true)).isInstanceOf(Failure.class).hasMessageContaining("gateway.aot");
        Files.createDirectories(checkout.resolve("images/target/images"));
        Files.writeString(checkout.resolve("images/target/images/gateway.aot"), "learnt");
        assertThat(build(checkout, true).getDigest().toString()).isNotEqualTo(without);
    }

    @Test
    void aServiceThatWasNotBuiltIsNamed() throws Exception {
        assertThatThrownBy(() -> build(Files.createDirectories(folder.resolve("empty")), false)).isInstanceOf(Failure.class)
                .hasMessageContaining("gateway/target/quarkus-app");
    }

    private JibContainer build(Path checkout, boolean withCache) throws Exception {
        ServiceImage image = new ServiceImage("gateway", checkout);
        Files.createDirectories(image.tar().getParent());
        return image.build(Jib::fromScratch, withCache, Containerizer.to(TarImage.at(image.tar()).named("tandem/gateway")),
                "1", CREATED);
    }

    private Path checkout(String name, String code) throws IOException {
        Path target = folder.resolve(name).resolve("gateway/target");
        for (String part : List.of("lib/boot", "lib/main", "app", "quarkus")) {
            Files.createDirectories(target.resolve("quarkus-app").resolve(part));
            Files.writeString(target.resolve("quarkus-app").resolve(part).resolve("some.jar"), part);
        }
        Files.writeString(target.resolve("quarkus-app/quarkus-run.jar"), code);
        Files.writeString(target.resolve("quarkus-app/quarkus-app-dependencies.txt"), "");
        Files.writeString(target.resolve("sbom.json"), "{}");
        return folder.resolve(name);
    }
}
