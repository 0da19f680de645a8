package dev.tandem.platform.imports.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads a file row by row while it arrives. Rows of a table come as cells, rows of NDJSON as the one cell that is the
 * line. An {@link IOException} means that the connection broke, a {@link MalformedFileException} that the file is bad.
 */
public interface RowReader {

    /** The names in the first line; empty for NDJSON and for an empty file. */
    List<String> header() throws IOException;

    /** The next row, or null at the end. */
    @Nullable
    List<String> next() throws IOException;

    /** A reader for the format. With {@code columns} the file has no header line, and these are its names. */
    static RowReader of(FileFormat format, InputStream file, @Nullable List<String> columns) {
        FileText text = new FileText(file);
        return switch (format) {
            case CSV -> new SeparatedRows(text, ',', columns);
            case TSV -> new SeparatedRows(text, '\t', columns);
            case WHITESPACE -> new LineRows(text, columns, true);
            case NDJSON -> new LineRows(text, List.of(), false);
        };
    }
}
