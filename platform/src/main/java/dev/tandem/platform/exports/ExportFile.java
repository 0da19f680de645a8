package dev.tandem.platform.exports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.imports.format.FormulaGuard;
import dev.tandem.platform.imports.mapping.RecordColumns;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.record.ExternalIds.ExternalId;

/** Writes records row by row, each with what names it: its id, and its oldest name in another system. */
abstract class ExportFile {

    final Writer out;

    private ExportFile(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    }

    static ExportFile begin(ExportFormat format, Class<?> rowType, OutputStream out) throws IOException {
        return format == ExportFormat.NDJSON ? new Documents(out) : new Table(rowType, out);
    }

    abstract void write(UUID id, @Nullable ExternalId name, Object row) throws IOException;

    /** Hands over what was written so far; waits for the reader. */
    void flush() throws IOException {
        out.flush();
    }

    private static final class Table extends ExportFile {

        private final RecordColumns columns;
        private final CSVPrinter printer;

        Table(Class<?> rowType, OutputStream out) throws IOException {
            super(out);
            this.columns = RecordColumns.of(rowType);
            this.printer = new CSVPrinter(this.out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            List<String> header = new ArrayList<>(List.of("id", "externalId.system", "externalId.id"));
            header.addAll(columns.names());
            printer.printRecord(header);
        }

        @Override
        void write(UUID id, @Nullable ExternalId name, Object row) throws IOException {
            List<String> cells = new ArrayList<>(List.of(id.toString(), name == null ? "" : FormulaGuard.close(name.system()),
                    name == null ? "" : FormulaGuard.close(name.id())));
            cells.addAll(columns.cells(StrictJson.mapper().valueToTree(row)));
            printer.printRecord(cells);
        }
    }

    private static final class Documents extends ExportFile {

        Documents(OutputStream out) {
            super(out);
        }

        @Override
        void write(UUID id, @Nullable ExternalId name, Object row) throws IOException {
            ObjectNode line = StrictJson.mapper().createObjectNode();
            line.put("id", id.toString());
            JsonNode named = name == null ? null : StrictJson.mapper().valueToTree(name);
            line.set("externalId", named);
            line.setAll((ObjectNode) StrictJson.mapper().<JsonNode> valueToTree(row));
            out.append(StrictJson.mapper().writeValueAsString(line)).append('\n');
        }
    }
}
