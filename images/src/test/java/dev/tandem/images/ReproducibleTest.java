package dev.tandem.images;

import static dev.tandem.images.MadeImages.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.TarImage;

/** Whoever builds the same sources again, in another folder and at another time, gets the same bytes. */
@Tag("all")
class ReproducibleTest {
    private static final String SERVICE = "gateway";
    /** Quarkus 3.32 numbers what its parallel build steps record; see docs/images.md. */
    private static final String RECORDED = "quarkus/generated-bytecode.jar";
    private static final String VARYING = "io/quarkus/runner/recorded/.*\\.class"
            + "|io/quarkus/runtime/generated/(SharedConfig|RunTimeConfigCustomizer|StaticInitConfigCustomizer)\\.class";
    /** What a build of the gateway alone reads; platform only gives it tests, and the program that notes reflection. */
    private static final List<String> SOURCES = List.of("gateway/src/main",
            "platform/src/test/java/dev/tandem/platform/testing/NativeMetadata.java");

    @TempDir
    Path folder;

    @Test
    void theSameSourcesGiveTheSameFiles() throws IOException {
        OtherCheckout copy = OtherCheckout.in(folder);
        for (String part : SOURCES) {
            copy.take(part);
        }
        copy.pack("platform,gateway", "-o", "-Dtandem.test.all=true");
        Path first = new ServiceImage(SERVICE, CHECKOUT).application();
        Path second = new ServiceImage(SERVICE, folder).application();
        assertThat(files(second)).isEqualTo(files(first)).contains(RECORDED);
        for (String file : files(first)) {
            if (file.equals(RECORDED)) {
                assertThat(differences(first.resolve(file), second.resolve(file))).allSatisfy(
                        entry -> assertThat(entry).matches(VARYING));
            } else {
                assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
            }
        }
    }

    /** The base is built again too; only the cache is the one that was trained, because no two runs learn the same. */
    @Test
    void theSameFilesGiveTheSameImage() throws Exception {
        MadeImages.require();
        ServiceImage image = new ServiceImage(SERVICE, CHECKOUT);
        ServiceImage again = new ServiceImage(SERVICE, folder);
        OtherCheckout copy = new OtherCheckout(folder);
        for (Path part : List.of(image.application(), image.sbom(), image.cache(), CHECKOUT.resolve("images/base.sh"))) {
            copy.take(CHECKOUT.relativize(part).toString());
        }
        Files.setLastModifiedTime(again.application().resolve("quarkus-run.jar"), FileTime.from(Instant.EPOCH));
        Base.OfDebian base = new Base.OfDebian(CHECKOUT.resolve("images/target/images/base.tar"));
        Base.OfDebian baseAgain = (Base.OfDebian) Base.ofDebian(folder);
        assertThat(baseAgain.tar()).hasSameBinaryContentAs(base.tar());
        assertThat(digest(again, baseAgain)).isEqualTo(digest(image, base));
    }

    private String digest(ServiceImage image, Base base) throws Exception {
        Path tar = Files.createTempFile(folder, "image", ".tar");
        return image.build(base, true, Containerizer.to(TarImage.at(tar).named("tandem/" + SERVICE)), "1",
                Instant.parse(Main.settings().getProperty("created"))).getDigest().toString();
    }

    private static Set<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The entries that only one of two jars has, or with other bytes. */
    private static Set<String> differences(Path one, Path other) throws IOException {
        try (JarFile first = new JarFile(one.toFile()); JarFile second = new JarFile(other.toFile())) {
            Set<String> names = Stream.of(first, second).flatMap(JarFile::stream).map(ZipEntry::getName)
                    .collect(Collectors.toSet());
            Set<String> differ = new HashSet<>();
            for (String name : names) {
                if (!Arrays.equals(bytes(first, name), bytes(second, name))) {
                    differ.add(name);
                }
            }
            return differ;
        }
    }

    private static byte[] bytes(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return new byte[] { -1 };
        }
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }
}
