package dev.tandem.platform.imports.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How one field gets its value. Exactly one of {@code from}, {@code template} and {@code constant} is the source; the rest
 * converts it, in the order trim, map, then date or factor and currency.
 *
 * @param map source text to value; a null value leaves the field empty; what is not in it passes through
 * @param fallback stands in for an empty cell
 */
public record FieldRule(String path, @Nullable String from, @Nullable Template template, @Nullable JsonNode constant,
        boolean trim, Map<String, JsonNode> map, @Nullable String date, @Nullable BigDecimal factor,
        @Nullable String currency, @Nullable JsonNode fallback, @Nullable Reference reference) {

    /** The field holds the id of a record that the source names by its own id. */
    public record Reference(String kind, @Nullable String system, OnMissing onMissing) {
    }

    /** A field that takes a column as it is. */
    public static FieldRule ofColumn(String path, String column) {
        return ofColumn(path, column, true);
    }

    static FieldRule ofColumn(String path, String column, boolean trim) {
        return new FieldRule(path, column, null, null, trim, Map.of(), null, null, null, null, null);
    }

    /** The columns that the rule reads. */
    public List<String> columns() {
        if (from != null) {
            return List.of(from);
        }
        return template != null ? template.columns() : List.of();
    }

    boolean isConstant() {
        return constant != null;
    }

    /** The cell that the value comes from, for a report; null where there is none. */
    @Nullable
    String source(SourceRow row) {
        if (from != null) {
            return row.text(from);
        }
        if (template != null) {
            return template.render(row, 0);
        }
        return constant == null ? null : constant.isTextual() ? constant.asText() : constant.toString();
    }
}
