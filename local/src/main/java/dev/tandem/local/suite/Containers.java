package dev.tandem.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;

/**
 * Runs the services from their images in place of their jars, as narrowly as a cluster does: read-only, not as root, without
 * capabilities, with bounded memory. Everything around them stays the launcher's, so whatever can be tried with jars can be
 * tried with images.
 *
 * @param tool podman or docker
 * @param training a folder for what the JVMs record of this run, null for a plain run
 */
record Containers(String tool, @Nullable Path training) {
    private static final int USER = 185;
    private static final String MEMORY = "1g";
    private static final String HANDED = "/run/tandem";
    private static final String RECORDED = "/run/training";
    private static final String JAR = "/opt/tandem/quarkus-run.jar";

    static Optional<Containers> from(Map<String, String> environment) {
        String tool = environment.getOrDefault("TANDEM_IMAGES", "").strip();
        String training = environment.getOrDefault("TANDEM_IMAGES_TRAINING", "").strip();
        return tool.isEmpty() ? Optional.empty()
                : Optional.of(new Containers(tool, training.isEmpty() ? null : Path.of(training).toAbsolutePath()));
    }

    /** The client's process stands for the container: it passes signals on and ends with it. */
    List<String> command(ServicePlan plan, Home home, List<String> marks) {
        List<String> command = narrow(plan, home, marks);
        if (training != null) {
            command.addAll(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + RECORDED + "/" + plan.module() + ".aotconf",
                    "-jar", JAR));
        }
        return command;
    }

    /** The same image, without the cache that its own arguments name. */
    List<String> commandWithoutCache(ServicePlan plan, Home home, List<String> marks) {
        List<String> command = narrow(plan, home, marks);
        command.addAll(List.of("-jar", JAR));
        return command;
    }

    private List<String> narrow(ServicePlan plan, Home home, List<String> marks) {
        List<String> command = new ArrayList<>(List.of(tool, "run", "--rm", "--name", name(plan), "--network", "host",
                "--read-only", "--tmpfs", "/tmp:rw,noexec,nosuid,size=256m", "--user", Integer.toString(USER), "--cap-drop",
                "ALL", "--security-opt", "no-new-privileges", "--memory", MEMORY, "--pids-limit", "512", "--log-driver",
                "none", "--volume", handed(plan, home) + ":" + HANDED + ":ro"));
        marks.forEach(mark -> command.addAll(List.of("--label", mark)));
        // Values stay in the environment: arguments can be read by everybody on the machine.
        plan.environment().keySet().forEach(name -> command.addAll(List.of("--env", name)));
        if (training != null) {
            command.addAll(List.of("--volume", training + ":" + RECORDED + ":rw"));
        }
        command.add("tandem/" + plan.module());
        return command;
    }

    /** Asks for the service's process as the machine numbers it. */
    List<String> processOf(ServicePlan plan) {
        return List.of(tool, "inspect", "--format", "{{.State.Pid}}", name(plan));
    }

    /** What a service reads from files of the data folder it finds where the container has them. */
    Map<String, String> environment(ServicePlan plan, Home home) {
        Map<String, String> environment = new LinkedHashMap<>(plan.environment());
        environment.replaceAll((name, value) -> isOurs(value, home) ? HANDED + "/" + Path.of(value).getFileName() : value);
        return environment;
    }

    /** Frees the name that a killed launcher's container may still hold. */
    List<String> clearing(ServicePlan plan) {
        return List.of(tool, "rm", "--force", name(plan));
    }

    /** Copies of the files that this service reads, for its user's eyes alone; called again when one of them is renewed. */
    void handOver(ServicePlan plan, Home home) {
        Path folder = handed(plan, home);
        try {
            Files.createDirectories(folder);
            for (String value : plan.environment().values()) {
                if (isOurs(value, home)) {
                    Path copy = folder.resolve(Path.of(value).getFileName());
                    Path half = folder.resolve("." + copy.getFileName());
                    Files.copy(Path.of(value), half, StandardCopyOption.REPLACE_EXISTING);
                    give(half, "r--------");
                    Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            give(folder, "r-x------");
            if (training != null) {
                Files.createDirectories(training);
                give(training, "rwxr-xr-x");
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw Failure.of("cannot hand files to the containers (that needs root, as running them does): " + e.getMessage(),
                    e);
        }
    }

    private static void give(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        Files.setAttribute(file, "unix:uid", USER);
    }

    private static boolean isOurs(String value, Home home) {
        return value.startsWith(home.folder() + "/");
    }

    private static Path handed(ServicePlan plan, Home home) {
        return home.run().resolve("handed").resolve(plan.name());
    }

    private static String name(ServicePlan plan) {
        return "tandem-" + plan.name() + "-" + plan.port();
    }
}
