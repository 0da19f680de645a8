package dev.tandem.platform.imports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class RowReaderTest {

    @Test
    void readsQuotedCsvWithWindowsLineEndsAndAByteOrderMark() throws IOException {
        assertThat(rows(FileFormat.CSV, "\uFEFFname, note\r\n\"Å, B\",\"say \"\"hi\"\"\r\nthere\"\r\n\r\nc,\r\n"))
                .containsExactly(
                        List.of("name", "note"), List.of("Å, B", "say \"hi\"\r\nthere"), List.of("c", ""));
    }

    @Test
    void readsTabsWhiteSpaceAndLines() throws IOException {
        assertThat(rows(FileFormat.TSV, "a\tb\n1\t 2\n")).containsExactly(List.of("a", "b"), List.of("1", " 2"));
        assertThat(rows(FileFormat.WHITESPACE, " id  date\n 00001 19970101  \n\n")).containsExactly(List.of("id", "date"),
                List.of("00001", "19970101"));
        assertThat(rows(FileFormat.NDJSON, "{\"a\":1}\r\n\n{\"a\":2}")).containsExactly(List.of(), List.of("{\"a\":1}"),
                List.of("{\"a\":2}"));
    }

    @Test
    void takesColumnNamesFromTheMappingWhereTheFileHasNone() throws IOException {
        RowReader reader = RowReader.of(FileFormat.CSV, bytes("1,2\n"), List.of("a", "b"));

        assertThat(reader.header()).containsExactly("a", "b");
        assertThat(reader.next()).containsExactly("1", "2");
        assertThat(reader.next()).isNull();
    }

    @Test
    void refusesWhatIsNotUtf8AndQuotesThatDoNotEnd() {
        assertThatThrownBy(() -> rows(FileFormat.CSV, new byte[] { 'a', '\n', (byte) 0xE4, '\n' }))
                .isInstanceOfSatisfying(MalformedFileException.class,
                        bad -> assertThat(bad.code()).isEqualTo("invalid-encoding"));
        assertThatThrownBy(() -> rows(FileFormat.CSV, "a\n\"b\nc\n"))
                .isInstanceOfSatisfying(MalformedFileException.class,
                        bad -> assertThat(bad.code()).isEqualTo("malformed-file"));
        assertThatThrownBy(() -> rows(FileFormat.CSV, "a\n\"b\"c\n"))
                .isInstanceOfSatisfying(MalformedFileException.class,
                        bad -> assertThat(bad.code()).isEqualTo("malformed-file"));
    }

    @Test
    void refusesARowWithoutEndBeforeItFillsTheMemory() {
        String endless = "x".repeat(3 * FileText.MAX_ROW);

        for (FileFormat format : FileFormat.values()) {
            assertThatThrownBy(() -> rows(format, "a\n" + endless))
                    .isInstanceOfSatisfying(MalformedFileException.class,
                            bad -> assertThat(bad.code()).isEqualTo("row-too-large"));
        }
    }

    @Test
    void tellsABrokenConnectionFromABadFile() {
        InputStream broken = new SequenceInputStream(bytes("a,b\n1,2\n"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        });

        assertThatThrownBy(() -> all(RowReader.of(FileFormat.CSV, broken, null))).isInstanceOf(IOException.class);
    }

    @Test
    void writesFailedRowsSoThatTheyReadBack() throws IOException {
        StringBuilder csv = new StringBuilder();
        RowWriter writer = RowWriter.begin(FileFormat.CSV, csv, List.of("a", "b"), true);
        writer.row(List.of("x, \"y\"", "1\n2"), "b: bad (it, really)");
        writer.row(List.of("only"), "wrong-column-count");

        assertThat(rows(FileFormat.CSV, csv.toString())).containsExactly(List.of("a", "b", "error"),
                List.of("x, \"y\"", "1\n2", "b: bad (it, really)"), List.of("only", "", "wrong-column-count"));
    }

    @Test
    void keepsOneErrorColumnHoweverOftenRowsFail() throws IOException {
        StringBuilder csv = new StringBuilder();
        RowWriter.begin(FileFormat.CSV, csv, List.of("a", "error"), true).row(List.of("x", "old"), "new");

        assertThat(csv).hasToString("a,error\nx,new\n");
    }

    @Test
    void writesNdjsonWithoutTouchingItsNumbersAndWhiteSpaceWithoutBlanks() throws IOException {
        StringBuilder json = new StringBuilder();
        RowWriter.begin(FileFormat.NDJSON, json, List.of(), true).row(List.of("{\"a\":1.10}"), "bad");
        assertThat(json).hasToString("{\"a\":1.10,\"error\":\"bad\"}\n");

        StringBuilder text = new StringBuilder();
        RowWriter.begin(FileFormat.WHITESPACE, text, List.of("a", "b"), true).row(List.of("1", "2"), "b: bad; occurrence=3");
        assertThat(rows(FileFormat.WHITESPACE, text.toString())).containsExactly(List.of("a", "b", "error"),
                List.of("1", "2", "b:_bad;_occurrence=3"));
    }

    private static List<List<String>> rows(FileFormat format, String text) throws IOException {
        return rows(format, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<List<String>> rows(FileFormat format, byte[] file) throws IOException {
        return all(RowReader.of(format, new ByteArrayInputStream(file), null));
    }

    private static List<List<String>> all(RowReader reader) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(reader.header());
        for (List<String> row = reader.next(); row != null; row = reader.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
