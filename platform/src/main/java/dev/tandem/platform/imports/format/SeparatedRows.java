package dev.tandem.platform.imports.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** CSV and tab-separated rows as RFC 4180 writes them; blank lines are no rows. */
final class SeparatedRows implements RowReader {

    private final FileText text;
    private final char separator;
    private final @Nullable List<String> columns;
    private @Nullable Iterator<CSVRecord> records;

    SeparatedRows(FileText text, char separator, @Nullable List<String> columns) {
        this.text = text;
        this.separator = separator;
        this.columns = columns;
    }

    static CSVFormat format(char separator) {
        return CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(true).setRecordSeparator('\n').get();
    }

    @Override
    public List<String> header() throws IOException {
        List<String> names = columns != null ? columns : next();
        return names == null ? List.of() : names.stream().map(String::strip).toList();
    }

    @Override
    public @Nullable List<String> next() throws IOException {
        try {
            if (records == null) {
                records = CSVParser.builder().setReader(text).setFormat(format(separator)).get().iterator();
            }
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord row = records.next();
            text.rowDone();
            return Arrays.asList(row.values());
        } catch (UncheckedIOException bad) {
            throw malformed(Objects.requireNonNull(bad.getCause()));
        } catch (IOException bad) {
            throw malformed(bad);
        }
    }

    /** The parser reports a bad file and a broken connection alike; only the first is the file's fault. */
    private static IOException malformed(IOException bad) {
        String message = String.valueOf(bad.getMessage());
        if (bad instanceof CSVException || message.startsWith("(startline") || message.startsWith("Invalid char")) {
            throw new MalformedFileException("malformed-file", "The file has a quoted cell that does not end.");
        }
        return bad;
    }
}
