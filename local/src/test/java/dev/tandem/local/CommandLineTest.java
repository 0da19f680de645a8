package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.local.home.Failure;

class CommandLineTest {

    @Test
    void readsEveryFlagOfUp() {
        assertThat(parse("up")).isEqualTo(new CommandLine.Up(false, null, false));
        assertThat(parse("up --empty --data files --detach"))
                .isEqualTo(new CommandLine.Up(true, Path.of("files"), true));
        assertThat(parse("up --data files")).isEqualTo(new CommandLine.Up(false, Path.of("files"), false));
    }

    @Test
    void takesAServiceByItsShortAndItsLongName() {
        assertThat(parse("logs metrics-service")).isEqualTo(new CommandLine.Logs("metrics", false));
        assertThat(parse("logs gateway --follow")).isEqualTo(new CommandLine.Logs("gateway", true));
    }

    @Test
    void readsWhatToMeasureWith() {
        assertThat(parse("bench")).isEqualTo(new CommandLine.Bench(null, false));
        assertThat(parse("bench --quick --data files")).isEqualTo(new CommandLine.Bench(Path.of("files"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "fly", "up --emtpy", "up --data", "up files", "import", "import a b", "import --data",
            "down now", "logs", "logs -x", "bench files", "bench --data", "bench --data a --data b" })
    void refusesWhatItDoesNotUnderstand(String words) {
        assertThatThrownBy(() -> parse(words)).isInstanceOfSatisfying(Failure.class,
                failure -> assertThat(failure.exitCode()).isEqualTo(Failure.USAGE));
    }

    private static CommandLine parse(String words) {
        return CommandLine.parse(List.of(words.split(" ")));
    }
}
