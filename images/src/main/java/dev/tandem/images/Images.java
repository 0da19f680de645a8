package dev.tandem.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.TarImage;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.process.Processes;

/** Makes the four images: at first without a cache, then, when a run of these has trained one, with it. */
final class Images {
    private final Path checkout;
    private final Options options;
    private final Terminal terminal;
    private final String version;
    private final Instant created;
    private final String publicBase;

    Images(Path checkout, Options options, Properties settings, Terminal terminal) {
        this.checkout = checkout;
        this.options = options;
        this.terminal = terminal;
        this.version = settings.getProperty("version");
        this.created = Instant.parse(settings.getProperty("created"));
        this.publicBase = settings.getProperty("public-base");
    }

    void make() {
        requireTool();
        Base base = base();
        List<ServiceImage> images = ServiceImage.SERVICES.stream().map(service -> new ServiceImage(service, checkout)).toList();
        terminal.say("Packing the services");
        images.forEach(image -> load(image, base, false));
        if (options.cache()) {
            terminal.say("Training: a run of the whole suite from these images with the demo data");
            new Training(checkout, options.tool(), terminal).run(images);
            terminal.say("Packing them again with what the JVM learnt");
            images.forEach(image -> load(image, base, true));
        }
        String push = options.push();
        if (push != null) {
            images.forEach(image -> push(image, base, push));
        }
    }

    private Base base() {
        String name = options.base();
        if (name == null) {
            terminal.say("Building the base of Debian's packages and this JDK");
            return Base.ofDebian(checkout);
        }
        return new Base.OfRegistry(name.equals("public") ? publicBase : name);
    }

    private void requireTool() {
        try {
            Processes.run(List.of(options.tool(), "--version"), Map.of());
        } catch (Failure absent) {
            throw Failure.of(options.tool() + " does not run here; install podman with runc, or name docker by --tool docker ("
                    + absent.getMessage() + ")", absent);
        }
    }

    private void load(ServiceImage image, Base base, boolean withCache) {
        Path tar = image.tar();
        try {
            String name = "tandem/" + image.service() + ":" + options.tag();
            JibContainer made = image.build(base, withCache,
                    Containerizer.to(TarImage.at(tar).named(options.tool().equals("podman") ? "localhost/" + name : name)),
                    version,
                    created);
            Processes.run(List.of(options.tool(), "load", "--input", tar.toString()), Map.of());
            terminal.say("  %s  %s", name, made.getDigest());
        } catch (InvalidImageReferenceException e) {
            throw new Failure(Failure.USAGE, "\"" + options.tag() + "\" is no tag of an image.", e);
        }
    }

    private void push(ServiceImage image, Base base, String where) {
        String name = where + "/" + image.service() + ":" + options.tag();
        JibContainer made = image.build(base, options.cache(), Containerizer.to(Base.registry(name)), version, created);
        terminal.say("  pushed %s@%s", name, made.getDigest());
    }
}
