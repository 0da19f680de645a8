package dev.tandem.local.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.tandem.local.home.Failure;

/** One report of a run, to read and as JSON. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String data;
    private final Instant begun = Instant.now();
    private final double loadAtBegin = load();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Series> alone = new ArrayList<>();
    private final List<BufferBench.Buffers> buffers = new ArrayList<>();

    Report(String data) {
        this.data = data;
    }

    void add(Pair pair) {
        pairs.add(pair);
    }

    void add(Series series) {
        alone.add(series);
    }

    void add(List<BufferBench.Buffers> measured) {
        buffers.addAll(measured);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    String text() {
        StringBuilder text = new StringBuilder("# Measurements\n\n");
        text.append(
                String.format(Locale.ROOT, "%s, %s; %d processors, load %.1f at the begin and %.1f at the end; %d minutes.%n",
                        begun, data, Runtime.getRuntime().availableProcessors(), loadAtBegin, load(),
                        Duration.between(begun, Instant.now()).toMinutes()));
        text.append("Medians of the rounds with their range; ratios are taken round by round. A pair of the same thing\n");
        text.append("tells how far from 1 a ratio may be by chance.\n\n| what | median | range | unit |\n|---|---|---|---|\n");
        for (Pair pair : pairs) {
            text.append("| **").append(pair.question()).append("** | | | |\n");
            List.of(pair.first(), pair.second(), pair.ratio()).forEach(series -> text.append(line(series)));
        }
        alone.forEach(series -> text.append(line(series)));
        if (!buffers.isEmpty()) {
            text.append(
                    "\nPages of the database (8 kB) that one request touches:\n\n| request | data | pages |\n|---|---|---|\n");
        }
        buffers.forEach(one -> text.append(String.format(Locale.ROOT, "| %s | %s | %.1f |%n", one.request(), one.data(),
                one.perRequest())));
        return text.toString();
    }

    private static String line(Series series) {
        return String.format(Locale.ROOT, "| %s | %.3g | %.3g – %.3g | %s |%n", series.name(), series.median(),
                series.lowest(), series.highest(), series.unit());
    }

    void write(Path folder) {
        write(folder, "report");
    }

    void write(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".md"), text());
            JSON.writeValue(folder.resolve(name + ".json").toFile(),
                    Map.of("begun", begun.toString(), "data", data, "loadAtBegin", loadAtBegin, "loadAtEnd", load(), "pairs",
                            pairs, "alone", alone, "buffers", buffers));
        } catch (IOException e) {
            throw Failure.of("cannot write the report into " + folder + ": " + e.getMessage(), e);
        }
    }
}
