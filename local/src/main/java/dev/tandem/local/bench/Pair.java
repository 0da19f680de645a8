package dev.tandem.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two things measured in the same rounds, the order changing from round to round, so that a machine that grows slower or
 * faster meanwhile hits both. Their ratio is taken round by round; a pair of a thing with itself tells how far from 1 a
 * ratio may be by chance.
 */
record Pair(String question, Series first, Series second) {

    /** Does the work once and says what it measured. */
    interface Work {
        double measure();
    }

    static Pair of(String question, int rounds, String unit, String firstName, Work first, String secondName,
            Work second) {
        List<Double> firsts = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                firsts.add(first.measure());
                seconds.add(second.measure());
            } else {
                seconds.add(second.measure());
                firsts.add(first.measure());
            }
        }
        return new Pair(question, new Series(firstName, unit, firsts), new Series(secondName, unit, seconds));
    }

    /** First over second. */
    Series ratio() {
        return new Series(first.name() + " / " + second.name(), "×", IntStream.range(0, first.values().size())
                .mapToObj(round -> first.values().get(round) / second.values().get(round)).toList());
    }
}
