package dev.tandem.platform.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.imports.format.FileFormat;
import dev.tandem.platform.imports.format.FormulaGuard;
import dev.tandem.platform.imports.format.RowWriter;
import dev.tandem.platform.imports.mapping.RowError;
import dev.tandem.platform.imports.mapping.SourceRow;
import dev.tandem.platform.json.StrictJson;

/** Gives a stored row its names back. */
final class RowParser {

    /** A row by names; {@code error} where it does not have the shape of its file. */
    record Parsed(SourceRow source, @Nullable JsonNode document, @Nullable RowError error) {
    }

    private final FileFormat format;
    private final int width;
    private final boolean hasHeader;
    private final boolean isGuarded;
    private final Map<String, Integer> index = new HashMap<>();

    private RowParser(FileFormat format, List<String> columns, boolean hasHeader, boolean isGuarded) {
        this.format = format;
        this.width = columns.size();
        this.hasHeader = hasHeader;
        this.isGuarded = isGuarded;
        for (int i = 0; i < columns.size(); i++) {
            index.put(columns.get(i), i);
        }
        if (!hasHeader) {
            index.putIfAbsent(RowWriter.ERROR, width);
        }
    }

    /** @param hasHeader whether the names stood in the file; else the mapping gave them */
    static RowParser of(FileFormat format, List<String> columns, boolean hasHeader) {
        return new RowParser(format, columns, hasHeader, false);
    }

    /** For a file that needs no mapping, whose cells may be guarded against being taken for formulas. */
    static RowParser ofFieldNames(FileFormat format, List<String> columns) {
        return new RowParser(format, columns, true, true);
    }

    Parsed parse(List<String> cells) {
        if (!format.isTable()) {
            return document(cells.getFirst());
        }
        boolean isWhole = cells.size() == width || !hasHeader && cells.size() == width + 1;
        RowError error = isWhole ? null
                : new RowError(null, null, "wrong-column-count",
                        "The row has " + cells.size() + " cells; the file has " + width + " columns.");
        List<String> read = isGuarded ? cells.stream().map(FormulaGuard::open).toList() : cells;
        return new Parsed(SourceRow.ofCells(index, read), null, error);
    }

    private static Parsed document(String line) {
        try {
            JsonNode document = StrictJson.mapper().readTree(line);
            if (document instanceof ObjectNode) {
                return new Parsed(SourceRow.ofDocument(document), document, null);
            }
        } catch (JsonProcessingException notJson) {
            return malformed("The line is not JSON.");
        }
        return malformed("The line is not a JSON object.");
    }

    private static Parsed malformed(String message) {
        return new Parsed(column -> null, null, new RowError(null, null, "malformed-json", message));
    }

    /** What the row's error column says, where the file is one of failed rows that came back. */
    @Nullable
    String returnedError(SourceRow row) {
        return format.isTable() && !index.containsKey(RowWriter.ERROR) ? null : row.text(RowWriter.ERROR);
    }
}
