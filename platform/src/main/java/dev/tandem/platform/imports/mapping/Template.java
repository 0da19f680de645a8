package dev.tandem.platform.imports.mapping;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Text with columns in braces, such as {@code {customer_id}-{date}-{occurrence}}. */
public record Template(List<Part> parts) {

    /** Counts the earlier rows of the file whose parts before it are the same. */
    public static final String OCCURRENCE = "occurrence";

    /** Literal text, or the name of a column. */
    public record Part(String text, boolean isColumn) {
        boolean isOccurrence() {
            return isColumn && text.equals(OCCURRENCE);
        }
    }

    public Template {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException where a brace stays open or is empty */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            if (open < 0) {
                parts.add(new Part(text.substring(at), false));
                break;
            }
            int close = text.indexOf('}', open);
            if (close <= open + 1) {
                throw new IllegalArgumentException("A brace is empty or stays open.");
            }
            if (open > at) {
                parts.add(new Part(text.substring(at, open), false));
            }
            parts.add(new Part(text.substring(open + 1, close), true));
            at = close + 1;
        }
        return new Template(parts);
    }

    /** The columns that the template reads. */
    public List<String> columns() {
        return parts.stream().filter(part -> part.isColumn() && !part.isOccurrence()).map(Part::text).toList();
    }

    public boolean countsOccurrences() {
        return parts.stream().anyMatch(Part::isOccurrence);
    }

    /** The parts before {@code {occurrence}}: what two rows must share for the second to count the first. */
    String prefix(SourceRow row) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part.isOccurrence()) {
                return text.toString();
            }
            append(text, part, row, 0);
        }
        return text.toString();
    }

    /** The text, or null where every column that it reads is empty. */
    @Nullable
    String render(SourceRow row, int occurrence) {
        StringBuilder text = new StringBuilder();
        boolean any = columns().isEmpty();
        for (Part part : parts) {
            any |= append(text, part, row, occurrence);
        }
        return any ? text.toString() : null;
    }

    private static boolean append(StringBuilder text, Part part, SourceRow row, int occurrence) {
        if (part.isOccurrence()) {
            text.append(occurrence);
            return false;
        }
        if (!part.isColumn()) {
            text.append(part.text());
            return false;
        }
        String cell = row.text(part.text());
        String value = cell == null ? "" : cell.strip();
        text.append(value);
        return !value.isEmpty();
    }
}
