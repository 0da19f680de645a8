package dev.tandem.local.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

import dev.tandem.local.home.Failure;

/**
 * Purchases as CDNOW's file has them, cut into files of about the same size, no customer in two of them: the real file
 * where there is one, else rows of its shape.
 */
record Purchases(String origin, List<String> files) {
    private static final String HEADER = " customer_id  date number_of_cds  dollar_value";
    private static final int ROWS = 70_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(1997, 1, 1);
    private static final int DAYS = 545;

    static Purchases read(Path file, int parts, int rows) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            return new Purchases(file.getFileName().toString(), cut(lines.skip(1).limit(rows).toList(), parts));
        } catch (IOException e) {
            throw Failure.of("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Purchases made(int parts, int rows) {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int customer = 1; lines.size() < Math.min(rows, ROWS); customer++) {
            do {
                String day = FIRST_DAY.plusDays(random.nextInt(DAYS)).format(DateTimeFormatter.BASIC_ISO_DATE);
                lines.add(String.format(Locale.ROOT, " %05d %s %d %d.%02d", customer, day, 1 + random.nextInt(4),
                        5 + random.nextInt(60), random.nextInt(100)));
            } while (random.nextInt(3) > 0);
        }
        return new Purchases("made-up rows", cut(lines, parts));
    }

    private static List<String> cut(List<String> lines, int parts) {
        List<String> files = new ArrayList<>();
        int from = 0;
        for (int part = 1; part <= parts; part++) {
            int to = part == parts ? lines.size() : Math.max(from, lines.size() * part / parts);
            while (to > 0 && to < lines.size() && customer(lines.get(to)).equals(customer(lines.get(to - 1)))) {
                to++;
            }
            files.add(HEADER + "\n" + String.join("\n", lines.subList(from, to)) + "\n");
            from = to;
        }
        return files;
    }

    private static String customer(String line) {
        return line.strip().split("\\s+", 2)[0];
    }

    static long rows(String file) {
        return file.lines().count() - 1;
    }
}
