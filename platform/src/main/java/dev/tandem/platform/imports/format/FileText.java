package dev.tandem.platform.imports.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of an upload: UTF-8 and nothing else, without its byte order mark, and bounded per row so that a file without
 * line ends cannot fill the memory.
 */
final class FileText extends Reader {

    static final int MAX_ROW = 1 << 20;

    private final Reader reader;
    private boolean atStart = true;
    private long sinceRow;

    FileText(InputStream file) {
        reader = new InputStreamReader(new BufferedInputStream(file, 1 << 16), StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Tells that a row is complete, and with it the bound begins anew. */
    void rowDone() {
        sinceRow = 0;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (sinceRow > MAX_ROW) {
            throw new MalformedFileException("row-too-large", "A row of the file is longer than 1 MiB.");
        }
        int count = decode(buffer, offset, length);
        if (count > 0 && atStart) {
            atStart = false;
            if (buffer[offset] == '\uFEFF') {
                System.arraycopy(buffer, offset + 1, buffer, offset, count - 1);
                return count == 1 ? read(buffer, offset, length) : count - 1;
            }
        }
        sinceRow += Math.max(0, count);
        return count;
    }

    private int decode(char[] buffer, int offset, int length) throws IOException {
        try {
            return reader.read(buffer, offset, length);
        } catch (CharacterCodingException bad) {
            throw new MalformedFileException("invalid-encoding", "The file is not UTF-8.");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
