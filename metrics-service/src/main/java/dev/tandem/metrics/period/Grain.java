package dev.tandem.metrics.period;

import java.util.Arrays;
import java.util.Optional;

/** The lengths of period that a KPI can be asked for; the text is the one of the query parameter. */
public enum Grain {
    TOTAL("total"),
    DAY("day"),
    WEEK("week"),
    MONTH("month"),
    QUARTER("quarter"),
    YEAR("year"),
    FISCAL_QUARTER("fiscal-quarter"),
    FISCAL_YEAR("fiscal-year");

    private final String text;

    Grain(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Grain> of(String text) {
        return Arrays.stream(values()).filter(grain -> grain.text.equals(text)).findFirst();
    }
}
