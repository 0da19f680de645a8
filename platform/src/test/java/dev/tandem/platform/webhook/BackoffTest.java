package dev.tandem.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofHours(6), new Random(7));

    @ParameterizedTest
    @CsvSource({ "1, PT10S", "2, PT30S", "3, PT1M30S", "7, PT2H1M30S", "8, PT6H", "9, PT6H", "1000000, PT6H" })
    void triplesUpToTheBoundAndLeavesOutUpToHalf(int failures, Duration bound) {
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.after(failures)).isBetween(bound.dividedBy(2), bound);
        }
    }

    @Test
    void doesNotSendEverybodyAtTheSameMoment() {
        Set<Duration> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(backoff.after(8));
        }
        assertThat(seen).hasSizeGreaterThan(90);
    }
}
