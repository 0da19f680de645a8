package dev.tandem.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.bench.Bench;
import dev.tandem.local.bench.StartupBench;
import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;

/** The command behind ./tandem. */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        int code;
        try {
            code = run(List.of(arguments), System.getenv(), terminal);
        } catch (RuntimeException trouble) {
            Failure failure = Failure.explain(trouble);
            System.err.println("tandem: " + failure.getMessage());
            if (!(trouble instanceof Failure) && failure.exitCode() == Failure.GENERAL) {
                trouble.printStackTrace();
            }
            code = failure.exitCode();
        }
        System.exit(code);
    }

    private static int run(List<String> words, Map<String, String> environment, Terminal terminal) {
        CommandLine command = CommandLine.parse(words);
        Run run = new Run(Home.from(environment), Ports.from(environment), environment, terminal);
        try {
            return run(command, run);
        } catch (Failure failure) {
            throw run.explain(failure);
        }
    }

    private static int run(CommandLine command, Run run) {
        return switch (command) {
            case CommandLine.Up up when up.detach() -> new Detached(run).up(up);
            case CommandLine.Up up -> new Foreground(run).up(up.empty(), up.data(), outcome -> {
            });
            case CommandLine.Background background -> Detached.background(run, background);
            case CommandLine.Import data -> new Feeding(run).importInto(data.data());
            case CommandLine.Down _ -> new Stopping(run).down();
            case CommandLine.Reset _ -> new Stopping(run).reset();
            case CommandLine.Status _ -> new Showing(run).status();
            case CommandLine.Bench bench -> new Bench(run.home().checkout(), run.terminal()).run(
                    bench.data() != null ? bench.data() : realData(run.environment()), bench.quick(), Greeting.PASSWORD);
            case CommandLine.BenchStartup bench -> new StartupBench(run.home().checkout(), run.environment(), run.terminal())
                    .run(bench.quick());
            case CommandLine.Logs logs -> new Showing(run).logs(logs.piece(), logs.follow());
        };
    }

    private static @Nullable Path realData(Map<String, String> environment) {
        String folder = environment.getOrDefault("TANDEM_REAL_DATA", "").strip();
        return folder.isEmpty() ? null : Path.of(folder);
    }
}
