package dev.tandem.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class PairTest {

    @Test
    void changesTheOrderFromRoundToRound() {
        List<String> done = new ArrayList<>();
        Pair.of("a or b", 3, "ms", "a", () -> told(done, "a", 1), "b", () -> told(done, "b", 2));
        assertThat(done).containsExactly("a", "b", "b", "a", "a", "b");
    }

    @Test
    void takesTheRatioRoundByRound() {
        List<Double> halves = new ArrayList<>(List.of(2.0, 3.0, 10.0));
        List<Double> wholes = new ArrayList<>(List.of(4.0, 12.0, 10.0));
        Series ratio = Pair.of("halves", 3, "ms", "half", halves::removeFirst, "whole", wholes::removeFirst).ratio();
        assertThat(ratio.values()).containsExactly(0.5, 0.25, 1.0);
        assertThat(ratio.median()).isEqualTo(0.5);
        assertThat(ratio.lowest()).isEqualTo(0.25);
        assertThat(ratio.highest()).isEqualTo(1.0);
    }

    @Test
    void takesTheMeanOfTheTwoMiddleRounds() {
        assertThat(new Series("s", "ms", List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3.0);
    }

    private static double told(List<String> done, String name, double value) {
        done.add(name);
        return value;
    }
}
