package dev.tandem.platform.imports.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Rows that are lines: split at blanks, or whole for NDJSON. Blank lines are no rows. */
final class LineRows implements RowReader {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final FileText text;
    private final BufferedReader lines;
    private final @Nullable List<String> columns;
    private final boolean split;

    LineRows(FileText text, @Nullable List<String> columns, boolean split) {
        this.text = text;
        this.lines = new BufferedReader(text);
        this.columns = columns;
        this.split = split;
    }

    @Override
    public List<String> header() throws IOException {
        List<String> names = columns != null ? columns : next();
        return names == null ? List.of() : names;
    }

    @Override
    public @Nullable List<String> next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            text.rowDone();
            String content = line.strip();
            if (!content.isEmpty()) {
                return split ? List.of(BLANKS.split(content)) : List.of(content);
            }
        }
        return null;
    }
}
