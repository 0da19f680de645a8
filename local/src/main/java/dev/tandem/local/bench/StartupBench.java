package dev.tandem.local.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.tandem.local.home.Home;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.suite.StartTrial;
import dev.tandem.local.suite.StartTrial.Start;

/** What the JVM's cache in an image saves: starts of a service with it and without it in turns, and with it against itself. */
public final class StartupBench {
    private static final int ROUNDS = 7;
    private static final int QUICK_ROUNDS = 3;

    private final Path checkout;
    private final Map<String, String> environment;
    private final Terminal terminal;

    public StartupBench(Path checkout, Map<String, String> environment, Terminal terminal) {
        this.checkout = checkout;
        this.environment = environment;
        this.terminal = terminal;
    }

    public int run(boolean quick) {
        Report report = new Report("starts of images");
        Path folder = checkout.resolve("target/bench");
        try (StartTrial trial = new StartTrial(new Home(folder.resolve("startup"), checkout), BenchSuite.freePorts(),
                environment,
                terminal)) {
            for (String service : List.of("accounts-service", "gateway")) {
                terminal.say("  %s", service);
                trial.run(service, false);
                trial.run(service, true);
                measure(trial, service, quick ? QUICK_ROUNDS : ROUNDS).forEach(report::add);
            }
        }
        report.write(folder, "startup");
        terminal.say("%s", report.text());
        return 0;
    }

    private static List<Pair> measure(StartTrial trial, String service, int rounds) {
        List<Start> with = new ArrayList<>();
        List<Start> without = new ArrayList<>();
        List<Start> again = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean forwards = round % 2 == 0;
            if (forwards) {
                with.add(trial.run(service, true));
            }
            without.add(trial.run(service, false));
            again.add(trial.run(service, true));
            if (!forwards) {
                with.add(trial.run(service, true));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        pairs.add(pair(service + ": start to first reply", "s", start -> seconds(start.untilReady()), with, "with cache",
                without, "without"));
        pairs.add(pair(service + ": processor time to first reply", "s", start -> seconds(start.processor()), with,
                "with cache", without,
                "without"));
        pairs.add(pair(service + ": memory at first reply", "MB", start -> start.kibibytes() / 1024.0, with, "with cache",
                without, "without"));
        pairs.add(
                pair(service + ": the same twice, start", "s", start -> seconds(start.untilReady()), with, "with cache", again,
                        "with cache again"));
        return pairs;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static Pair pair(String question, String unit, ToDoubleFunction<Start> what, List<Start> first, String firstName,
            List<Start> second, String secondName) {
        return new Pair(question, new Series(firstName, unit, first.stream().mapToDouble(what).boxed().toList()),
                new Series(secondName, unit, second.stream().mapToDouble(what).boxed().toList()));
    }
}
