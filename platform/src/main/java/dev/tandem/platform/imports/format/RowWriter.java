package dev.tandem.platform.imports.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVPrinter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes failed rows in the shape they came in, with one more column that says why, so that they can be mended and sent
 * again with the same mapping.
 */
public final class RowWriter {

    /** The added column; ignored when the file comes back. */
    public static final String ERROR = "error";

    /** Numbers keep every digit they came with. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private final FileFormat format;
    private final Appendable out;
    private final int columns;
    private final int errorAt;
    private final boolean hasHeader;

    private RowWriter(FileFormat format, Appendable out, List<String> header, boolean hasHeader) {
        this.format = format;
        this.out = out;
        this.columns = header.size();
        this.errorAt = header.indexOf(ERROR);
        this.hasHeader = hasHeader;
    }

    /**
     * Begins a file with its header, if the format has one. A file that has the column already keeps its place.
     *
     * @param hasHeader false where the file came without a header line; then the added cell is the last one
     */
    public static RowWriter begin(FileFormat format, Appendable out, List<String> header, boolean hasHeader)
            throws IOException {
        RowWriter writer = new RowWriter(format, out, header, hasHeader);
        if (format.isTable() && hasHeader) {
            writer.line(writer.withError(header, ERROR));
        }
        return writer;
    }

    public void row(List<String> cells, String error) throws IOException {
        if (format.isTable()) {
            line(withError(cells, error));
        } else {
            out.append(document(cells.getFirst(), error)).append('\n');
        }
    }

    private List<String> withError(List<String> cells, String error) {
        List<String> line = new ArrayList<>(cells);
        while (line.size() < columns) {
            line.add("");
        }
        if (errorAt >= 0) {
            line.set(errorAt, error);
        } else if (line.size() == columns + 1 && !hasHeader) {
            line.set(columns, error);
        } else {
            line.add(columns, error);
        }
        return line;
    }

    private void line(List<String> cells) throws IOException {
        if (format == FileFormat.WHITESPACE) {
            out.append(String.join(" ", cells.stream().map(RowWriter::withoutBlanks).toList())).append('\n');
        } else {
            new CSVPrinter(out, SeparatedRows.format(format == FileFormat.CSV ? ',' : '\t')).printRecord(cells);
        }
    }

    private static String withoutBlanks(String cell) {
        return cell.isEmpty() ? "-" : cell.replaceAll("\\s+", "_");
    }

    private static String document(String line, String error) throws JsonProcessingException {
        try {
            if (JSON.readTree(line) instanceof ObjectNode object) {
                return JSON.writeValueAsString(object.put(ERROR, error));
            }
            return line;
        } catch (JsonProcessingException notJson) {
            return line;
        }
    }
}
