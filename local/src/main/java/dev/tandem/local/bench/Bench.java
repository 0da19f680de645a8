package dev.tandem.local.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Terminal;

/** The measurements of {@code ./tandem bench}, in the order in which the data grow. */
public final class Bench {
    private static final String FILE = "CDNOW_master.txt";
    private static final int PARTS = 10;
    private static final int QUICK_ROWS = 5_000;
    private static final int ROUNDS = 9;

    private final Path checkout;
    private final Terminal terminal;

    public Bench(Path checkout, Terminal terminal) {
        this.checkout = checkout;
        this.terminal = terminal;
    }

    /** @param data a folder with CDNOW's file in it or in a folder of it, null for made-up rows */
    public int run(@Nullable Path data, boolean quick, String password) {
        int rows = quick ? QUICK_ROWS : Integer.MAX_VALUE;
        Purchases purchases = file(data).map(file -> Purchases.read(file, PARTS, rows))
                .orElseGet(() -> Purchases.made(PARTS, rows));
        long all = purchases.files().stream().mapToLong(Purchases::rows).sum();
        Report report = new Report(purchases.origin() + ", " + all + " rows");
        Path folder = checkout.resolve("target/bench");
        try (BenchSuite suite = new BenchSuite(folder.resolve("home"), checkout, password, terminal)) {
            suite.keepMapping(ImportBench.MAPPING, checkout.resolve("docs/examples/imports/cdnow/orders.mapping.json"));
            terminal.say("Measuring with %,d rows in %d files", all, PARTS);
            measure(suite, purchases, report);
        }
        report.write(folder);
        terminal.say("%s", report.text());
        terminal.say("Written to %s", folder.resolve("report.md"));
        return 0;
    }

    private void measure(BenchSuite suite, Purchases purchases, Report report) {
        BufferBench buffers = new BufferBench(suite);
        try (ImportBench imports = new ImportBench(suite, purchases.files())) {
            imports.warmUp();
            buffers.measure("a tenth");
            terminal.say("  imports and figures");
            report.add(imports.measure(ROUNDS));
            report.add(imports.events());
        }
        buffers.measure("all");
        terminal.say("  revenue");
        try (FigureBench figures = new FigureBench(suite)) {
            figures.measure(ROUNDS).forEach(report::add);
        }
        report.add(buffers.measured());
    }

    private static Optional<Path> file(@Nullable Path data) {
        if (data == null) {
            return Optional.empty();
        }
        return Stream.of(data.resolve(FILE), data.resolve("cdnow").resolve(FILE)).filter(Files::isRegularFile).findFirst()
                .or(() -> {
                    throw new Failure(Failure.USAGE, "there is no " + FILE + " in " + data + ".");
                });
    }
}
