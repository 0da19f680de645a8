package dev.tandem.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;

import dev.tandem.local.home.Failure;
import dev.tandem.local.process.Processes;

/** What the images stand on. */
@FunctionalInterface
interface Base {

    JibContainerBuilder image();

    /** An image of a registry, with whatever log-in Docker's configuration has for it. */
    record OfRegistry(String name) implements Base {
        @Override
        public JibContainerBuilder image() {
            return Jib.from(registry(name));
        }
    }

    /** Built here of Debian's packages and this JDK: no registry is asked, and no shell is in it. */
    record OfDebian(Path tar) implements Base {
        @Override
        public JibContainerBuilder image() {
            return Jib.from(TarImage.at(tar));
        }
    }

    static Base ofDebian(Path checkout) {
        Path tar = checkout.resolve("images/target/images/base.tar");
        if (!Files.exists(Path.of("/usr/bin/dpkg-deb"))) {
            throw Failure.of("a base of our own needs Debian's dpkg-deb and apt-get; name another one by --base.");
        }
        Processes.run(List.of("bash", checkout.resolve("images/base.sh").toString(), tar.toString()),
                Map.of("JAVA_HOME", System.getProperty("java.home")));
        return new OfDebian(tar);
    }

    static RegistryImage registry(String name) {
        try {
            ImageReference reference = ImageReference.parse(name);
            CredentialRetrieverFactory logIns = CredentialRetrieverFactory.forImage(reference, event -> {
            });
            return RegistryImage.named(reference).addCredentialRetriever(logIns.dockerConfig());
        } catch (InvalidImageReferenceException e) {
            throw new Failure(Failure.USAGE, "\"" + name + "\" is no name of an image.", e);
        }
    }
}
