package dev.tandem.platform.imports.mapping;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/** The values of one row by their names in the file. */
public interface SourceRow {

    /** The value as text; null where the row has none. */
    @Nullable
    String text(String column);

    /** The value where it is an object or an array, which only NDJSON has. */
    default @Nullable JsonNode container(String column) {
        return null;
    }

    /** A row of a table; {@code index} says where each column stands. */
    static SourceRow ofCells(Map<String, Integer> index, List<String> cells) {
        return column -> {
            Integer at = index.get(column);
            return at == null || at >= cells.size() ? null : cells.get(at);
        };
    }

    /** A row of NDJSON, by its top-level names. */
    static SourceRow ofDocument(JsonNode document) {
        return new SourceRow() {
            @Override
            public @Nullable String text(String column) {
                JsonNode value = document.get(column);
                if (value == null || value.isNull() || value.isContainerNode()) {
                    return null;
                }
                return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
            }

            @Override
            public @Nullable JsonNode container(String column) {
                JsonNode value = document.get(column);
                return value != null && value.isContainerNode() ? value : null;
            }
        };
    }
}
