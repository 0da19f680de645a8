package dev.tandem.images;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Terminal;

/** The command behind ./tandem images. */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        try {
            Path checkout = Path.of(System.getenv().getOrDefault("TANDEM_CHECKOUT", ".")).toAbsolutePath().normalize();
            new Images(checkout, Options.parse(List.of(arguments)), settings(), terminal).make();
        } catch (RuntimeException trouble) {
            Failure failure = Failure.explain(trouble);
            System.err.println("tandem: " + failure.getMessage());
            if (!(trouble instanceof Failure)) {
                trouble.printStackTrace();
            }
            System.exit(failure.exitCode());
        }
        System.exit(0);
    }

    static Properties settings() {
        Properties settings = new Properties();
        try (InputStream file = Main.class.getResourceAsStream("/images.properties")) {
            settings.load(file);
        } catch (IOException e) {
            throw Failure.of("cannot read the settings of the build: " + e.getMessage(), e);
        }
        return settings;
    }
}
