package dev.tandem.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.tandem.local.home.Failure;

/** Finding, signalling and awaiting processes, also those that another run of the launcher started. */
public final class Processes {
    private static final List<String> OWN_SESSION = ownSession();

    private Processes() {
    }

    /** Starts a command in its own session with its output appended to a log. */
    public static Process start(List<String> command, java.util.Map<String, String> environment, Path log) {
        List<String> whole = new java.util.ArrayList<>(OWN_SESSION);
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // The launcher's own settings are no configuration of the services.
        builder.environment().keySet().removeIf(Processes::isLauncherSetting);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw Failure.of("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    private static boolean isLauncherSetting(String name) {
        return switch (name) {
            case "TANDEM_HOME", "TANDEM_PORT", "TANDEM_HOST", "TANDEM_CHECKOUT", "TANDEM_OUTCOME", "TANDEM_BUILD",
                    "TANDEM_REAL_DATA",
                    "TANDEM_JDK_FOLDERS", "TANDEM_IMAGES", "TANDEM_IMAGES_TRAINING" ->
                true;
            default -> false;
        };
    }

    /**
     * Without its own session a child would get the terminal's Ctrl-C together with the launcher, and PostgreSQL would
     * stop under services that still work.
     */
    private static List<String> ownSession() {
        for (String folder : List.of("/usr/bin", "/bin")) {
            if (Files.isExecutable(Path.of(folder, "setsid"))) {
                return List.of(folder + "/setsid");
            }
        }
        if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
            return List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die;");
        }
        return List.of();
    }

    /** The running processes one of whose arguments is exactly this one. */
    public static List<ProcessHandle> withArgument(String argument) {
        return ProcessHandle.allProcesses().filter(process -> hasArgument(process, argument))
                .filter(Processes::isRunning).toList();
    }

    public static boolean hasArgument(ProcessHandle process, String argument) {
        return process.info().arguments().map(arguments -> Arrays.asList(arguments).contains(argument)).orElse(false);
    }

    /**
     * Whether a process does anything. A killed one whose parent never collects it, as in many containers, still exists
     * as a zombie.
     */
    public static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.exists(stat)) {
            return process.isAlive();
        }
        try {
            String text = Files.readString(stat, java.nio.charset.StandardCharsets.ISO_8859_1);
            return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return process.isAlive();
        }
    }

    public static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal process " + process.pid(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks a process to end and kills it when it has not after a while. */
    public static void stop(ProcessHandle process, String signal, Duration patience) {
        if (!isRunning(process)) {
            return;
        }
        signal(process, signal);
        if (!awaitEnd(process, patience)) {
            process.destroyForcibly();
            awaitEnd(process, Duration.ofSeconds(10));
        }
    }

    public static boolean awaitEnd(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isRunning(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pauseFor(process);
        }
        return true;
    }

    private static void pauseFor(ProcessHandle process) {
        try {
            process.onExit().get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillThere) {
            Thread.onSpinWait();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Runs a short command and returns its output; a failing command is a failure with that output. */
    public static String run(List<String> command, java.util.Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw Failure.of(command.getFirst() + " ended with " + code + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw Failure.of("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public static Failure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Failure.of("interrupted", e);
    }
}
