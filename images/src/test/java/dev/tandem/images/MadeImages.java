package dev.tandem.images;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.tandem.local.home.Terminal;
import dev.tandem.local.process.Processes;

/** The four images in podman's store, made once for all tests that run them: packing and training them takes minutes. */
final class MadeImages {
    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    static final String TOOL = "podman";
    private static boolean made;

    private MadeImages() {
    }

    static synchronized void require() {
        if (!made) {
            Terminal terminal = new Terminal(new PrintStream(System.out, true, StandardCharsets.UTF_8));
            new Images(CHECKOUT, Options.parse(List.of("--tool", TOOL)), Main.settings(), terminal).make();
            made = true;
        }
    }

    static String podman(String... words) {
        List<String> command = new ArrayList<>(List.of(TOOL));
        command.addAll(List.of(words));
        return Processes.run(command, Map.of()).strip();
    }
}
