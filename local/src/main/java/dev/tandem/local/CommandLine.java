package dev.tandem.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.home.Failure;

/** What was asked for. A word that is not understood ends the command; it is never passed over. */
sealed interface CommandLine {

    /** @param data folder of files to import, null for none */
    record Up(boolean empty, @Nullable Path data, boolean detach) implements CommandLine {
    }

    /** The process behind {@code up --detach}. */
    record Background(boolean empty, @Nullable Path data) implements CommandLine {
    }

    record Import(Path data) implements CommandLine {
    }

    record Down() implements CommandLine {
    }

    record Reset() implements CommandLine {
    }

    record Status() implements CommandLine {
    }

    record Logs(String piece, boolean follow) implements CommandLine {
    }

    /** @param data folder with the real purchases, null for those of TANDEM_REAL_DATA or made-up ones */
    record Bench(@Nullable Path data, boolean quick) implements CommandLine {
    }

    /** Starts of images, with and without the JVM's cache. */
    record BenchStartup(boolean quick) implements CommandLine {
    }

    static CommandLine parse(List<String> words) {
        if (words.isEmpty()) {
            throw usage("a command is missing");
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "up" -> up(rest);
            case "background" -> background(rest);
            case "import" -> importOf(rest);
            case "down" -> alone("down", rest, new Down());
            case "reset" -> alone("reset", rest, new Reset());
            case "status" -> alone("status", rest, new Status());
            case "logs" -> logs(rest);
            case "bench" -> rest.contains("startup") ? startup(rest) : bench(rest);
            case String other -> throw usage("unknown command " + other);
        };
    }

    private static Import importOf(List<String> words) {
        if (words.size() != 1 || words.getFirst().startsWith("-")) {
            throw usage("import needs one folder");
        }
        return new Import(Path.of(words.getFirst()));
    }

    private static Up up(List<String> options) {
        boolean empty = false;
        boolean detach = false;
        Path data = null;
        List<String> left = new ArrayList<>(options);
        while (!left.isEmpty()) {
            String option = left.removeFirst();
            switch (option) {
                case "--empty" -> empty = true;
                case "--detach" -> detach = true;
                case "--data" -> {
                    if (left.isEmpty() || data != null) {
                        throw usage("--data needs one folder");
                    }
                    data = Path.of(left.removeFirst());
                }
                default -> throw usage("unknown option " + option + " of up");
            }
        }
        return new Up(empty, data, detach);
    }

    private static Background background(List<String> options) {
        Up up = up(options);
        return new Background(up.empty(), up.data());
    }

    private static Logs logs(List<String> words) {
        boolean follow = words.contains("--follow") || words.contains("-f");
        List<String> pieces = words.stream().filter(word -> !word.equals("--follow") && !word.equals("-f")).toList();
        if (pieces.size() != 1 || pieces.getFirst().startsWith("-")) {
            throw usage("logs needs one of accounts, orders, metrics, gateway, postgres, launcher");
        }
        return new Logs(pieces.getFirst().replaceFirst("-service$", ""), follow);
    }

    private static BenchStartup startup(List<String> words) {
        if (!words.equals(List.of("startup")) && !words.equals(List.of("startup", "--quick"))) {
            throw usage("bench startup takes --quick alone");
        }
        return new BenchStartup(words.size() == 2);
    }

    private static Bench bench(List<String> options) {
        boolean quick = false;
        Path data = null;
        List<String> left = new ArrayList<>(options);
        while (!left.isEmpty()) {
            String option = left.removeFirst();
            if (option.equals("--quick")) {
                quick = true;
            } else if (option.equals("--data") && !left.isEmpty() && data == null) {
                data = Path.of(left.removeFirst());
            } else {
                throw usage("bench takes --data DIR and --quick");
            }
        }
        return new Bench(data, quick);
    }

    private static CommandLine alone(String name, List<String> rest, CommandLine command) {
        if (!rest.isEmpty()) {
            throw usage(name + " takes no option");
        }
        return command;
    }

    private static Failure usage(String what) {
        return new Failure(Failure.USAGE, what + "; see ./tandem help.");
    }
}
