package dev.tandem.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.tandem.local.home.Failure;

/**
 * PostgreSQL refuses to run as root, and containers have nothing else. In a user namespace of its own the server sees
 * itself as an unprivileged user while its files stay root's.
 */
final class RootEscape {
    private RootEscape() {
    }

    /** What to put before a PostgreSQL command: nothing for an ordinary user. */
    static List<String> prefix() {
        if (!isRoot()) {
            return List.of();
        }
        if (succeeds("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        throw Failure.of("PostgreSQL cannot run as root and this machine allows no user namespace (unshare -U);"
                + " run ./tandem as an ordinary user.");
    }

    private static boolean isRoot() {
        try {
            Object owner = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return Integer.valueOf(0).equals(owner);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noProc) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
