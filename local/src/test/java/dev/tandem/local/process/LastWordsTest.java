package dev.tandem.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.local.home.Failure;

class LastWordsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PANIC:  could not write to file \"pg_wal/xlogtemp.7\": No space left on device | 7 | the disk is full",
            "LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use | 4 | TANDEM_PORT",
            "Port 8081 seems to be in use by another process | 4 | TANDEM_PORT",
            "FATAL:  database files are incompatible with server | 6 | another version",
            "Detected applied migration not resolved locally: 99. | 6 | newer Tandem",
            "Error: Unable to access jarfile | 8 | Unable to access jarfile" })
    void tellsWhatTheEndOfALogMeans(String line, int code, String sentence) throws IOException {
        Path log = Files.writeString(folder.resolve("x.log"), "started\n" + line + "\n\tat a.b.C\n");
        Failure failure = LastWords.of("metrics", log, 0).toFailure("does not start");
        assertThat(failure.exitCode()).isEqualTo(code);
        assertThat(failure.getMessage()).startsWith("metrics does not start").contains(sentence).contains(log.toString())
                .doesNotContain("a.b.C");
    }

    @Test
    void readsNothingThatAnEarlierProcessWrote() throws IOException {
        Path log = Files.writeString(folder.resolve("x.log"), "No space left on device\n");
        long before = LastWords.lengthOf(log);
        Files.writeString(log, "No space left on device\nother reason\n");
        Failure failure = LastWords.of("metrics", log, before).toFailure("does not start");
        assertThat(failure.exitCode()).isEqualTo(Failure.NOT_UP);
        assertThat(failure.getMessage()).endsWith("other reason");
    }
}
