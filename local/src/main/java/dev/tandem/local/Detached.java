package dev.tandem.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.PrivateFiles;
import dev.tandem.local.process.LastWords;
import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.process.Processes;

/** Starts the suite in the background, shows its progress and returns when it is ready. */
final class Detached {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String OUTCOME = "TANDEM_OUTCOME";

    private final Run run;

    Detached(Run run) {
        this.run = run;
    }

    int up(CommandLine.Up up) {
        run.home().create();
        if (!LauncherLock.isFree(run.home().run())) {
            return new Foreground(run).joinRunning(up.data());
        }
        Path log = run.home().log("launcher");
        try {
            long begin = LastWords.lengthOf(log);
            Path outcome = run.home().run().resolve("outcome-" + UUID.randomUUID());
            Process background = Processes.start(command(up), settings(outcome), log);
            return follow(background.toHandle(), log, begin, outcome);
        } catch (IOException e) {
            throw Failure.of("cannot start in the background: " + e.getMessage(), e);
        }
    }

    /** The same program again, with the settings that a child does not inherit. */
    private List<String> command(CommandLine.Up up) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Dtandem.piece=launcher", "-XX:+UseSerialGC", "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "background"));
        if (up.empty()) {
            command.add("--empty");
        }
        if (up.data() != null) {
            command.addAll(List.of("--data", up.data().toAbsolutePath().toString()));
        }
        return command;
    }

    private Map<String, String> settings(Path outcome) {
        return Map.of("TANDEM_HOME", run.home().folder().toString(), "TANDEM_CHECKOUT",
                run.home().checkout().toString(), "TANDEM_PORT", Integer.toString(run.ports().gateway()),
                "TANDEM_HOST", run.environment().getOrDefault("TANDEM_HOST", "127.0.0.1"), "TANDEM_IMAGES",
                run.environment().getOrDefault("TANDEM_IMAGES", ""), "TANDEM_IMAGES_TRAINING",
                run.environment().getOrDefault("TANDEM_IMAGES_TRAINING", ""), OUTCOME, outcome.toString());
    }

    private int follow(ProcessHandle background, Path log, long begin, Path outcome) throws IOException {
        try (RandomAccessFile lines = new RandomAccessFile(log.toFile(), "r")) {
            lines.seek(begin);
            while (true) {
                boolean running = Processes.isRunning(background);
                boolean done = Files.exists(outcome);
                show(lines);
                if (done) {
                    return Integer.parseInt(Files.readString(outcome).strip());
                }
                if (!running) {
                    throw LastWords.of("the launcher", log, begin).toFailure("ended");
                }
                Processes.awaitEnd(background, POLL);
            }
        } finally {
            Files.deleteIfExists(outcome);
        }
    }

    /** Shows the whole lines that are new; the rest of a line that is being written comes with the next look. */
    private void show(RandomAccessFile lines) throws IOException {
        byte[] bytes = new byte[(int) Math.min(lines.length() - lines.getFilePointer(), 1 << 20)];
        int read = bytes.length == 0 ? 0 : lines.read(bytes);
        int whole = read;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        lines.seek(lines.getFilePointer() - (read - whole));
        if (whole > 0) {
            run.terminal().say("%s", new String(bytes, 0, whole - 1, StandardCharsets.UTF_8));
        }
    }

    /** The background process itself. What it failed with is kept for the command that waits. */
    static int background(Run run, CommandLine.Background options) {
        try {
            int code = new Foreground(run).up(options.empty(), options.data(), ready -> tell(run, ready));
            tell(run, code);
            return code;
        } catch (RuntimeException trouble) {
            Failure failure = run.explain(trouble);
            run.terminal().say("tandem: %s", failure.getMessage());
            tell(run, failure.exitCode());
            return failure.exitCode();
        }
    }

    /** Each waiting command has a file of its own, because two may be waiting. */
    private static void tell(Run run, int code) {
        String outcome = run.environment().get(OUTCOME);
        if (outcome != null) {
            PrivateFiles.write(Path.of(outcome), Integer.toString(code));
        }
    }
}
