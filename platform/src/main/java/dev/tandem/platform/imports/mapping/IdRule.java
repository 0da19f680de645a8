package dev.tandem.platform.imports.mapping;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a row gets its external id: from one column, or built by a template.
 *
 * @param map source text to id, for a column
 */
public record IdRule(String system, @Nullable String from, @Nullable Template template, Map<String, String> map) {

    public List<String> columns() {
        return from != null ? List.of(from) : template == null ? List.of() : template.columns();
    }

    public boolean countsOccurrences() {
        return template != null && template.countsOccurrences();
    }

    /** What rows share whose occurrences are counted together; without a count it is the id itself. */
    public @Nullable String key(SourceRow row) {
        return template != null && countsOccurrences() ? template.prefix(row) : id(row, 0);
    }

    /** The external id, or null where the row has none. */
    public @Nullable String id(SourceRow row, int occurrence) {
        if (template != null) {
            return template.render(row, occurrence);
        }
        String cell = from == null ? null : row.text(from);
        if (cell == null || cell.isBlank()) {
            return null;
        }
        String plain = cell.strip();
        return map.getOrDefault(plain, plain);
    }
}
