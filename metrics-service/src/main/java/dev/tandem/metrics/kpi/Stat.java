package dev.tandem.metrics.kpi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The figure taken of a set of durations. */
public enum Stat {
    MEAN,
    MEDIAN,
    P90,
    MAX;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Stat> of(String text) {
        return Arrays.stream(values()).filter(stat -> stat.text().equals(text)).findFirst();
    }
}
