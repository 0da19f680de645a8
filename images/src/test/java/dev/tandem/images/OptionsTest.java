package dev.tandem.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.local.home.Failure;

class OptionsTest {

    @Test
    void trainsACacheOnABaseOfOurOwnUnlessToldOtherwise() {
        assertThat(Options.parse(List.of())).isEqualTo(new Options("podman", null, true, "latest", null));
        assertThat(Options.parse(List.of("--without-cache", "--tool", "docker", "--base", "public", "--tag", "1.2", "--push",
                "registry.example/tandem")))
                .isEqualTo(new Options("docker", "public", false, "1.2", "registry.example/tandem"));
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        for (List<String> words : List.of(List.of("--quick"), List.of("--tag"), List.of("--tag", "--push"))) {
            assertThatThrownBy(() -> Options.parse(words)).isInstanceOf(Failure.class)
                    .extracting(trouble -> ((Failure) trouble).exitCode()).isEqualTo(Failure.USAGE);
        }
    }
}
