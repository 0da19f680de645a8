package dev.tandem.metrics.kpi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What figures can be split by. The text is the query's name, the column that of the engine's tables;
 * currency is a column of its own there, because every cell is keyed by it.
 */
public enum Dimension {
    CHANNEL,
    COUNTRY,
    CURRENCY,
    INDUSTRY,
    MANAGER,
    OWNER,
    PRODUCT,
    REGION,
    SOURCE;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }

    public String column() {
        return text;
    }

    /** Whether the engine stores the id of another record, whose own name is what readers see. */
    public boolean isReference() {
        return this == OWNER || this == MANAGER || this == PRODUCT;
    }

    public static Optional<Dimension> of(String text) {
        return Arrays.stream(values()).filter(dimension -> dimension.text.equals(text)).findFirst();
    }
}
