package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class OrderStatisticTest {

    private static NavigableMap<Integer, BigInteger> histogram(Integer... days) {
        NavigableMap<Integer, BigInteger> histogram = new TreeMap<>();
        for (Integer day : days) {
            histogram.merge(day, BigInteger.ONE, BigInteger::add);
        }
        return histogram;
    }

    private static String text(Stat stat, Integer... days) {
        return OrderStatistic.of(stat, histogram(days)).orElseThrow().rounded(4).toPlainString();
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(text(Stat.MEDIAN, 5, 10)).isEqualTo("7.5000");
        assertThat(text(Stat.MEDIAN, 1, 2, 4, 100)).isEqualTo("3.0000");
        assertThat(text(Stat.MEDIAN, 57, 57)).isEqualTo("57.0000");
    }

    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(text(Stat.MEDIAN, 9, 1, 4)).isEqualTo("4.0000");
    }

    @Test
    void thePercentileIsANearestRankAndSoAlwaysARealValue() {
        assertThat(text(Stat.P90, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).isEqualTo("9.0000");
        assertThat(text(Stat.P90, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)).isEqualTo("10.0000");
        assertThat(text(Stat.P90, 7)).isEqualTo("7.0000");
    }

    @Test
    void nothingHasNoStatistic() {
        assertThat(OrderStatistic.of(Stat.MAX, new TreeMap<>())).isEmpty();
        NavigableMap<Integer, BigInteger> retracted = new TreeMap<>();
        retracted.put(3, BigInteger.ZERO);
        assertThat(OrderStatistic.of(Stat.MEDIAN, retracted)).isEmpty();
    }

    @Test
    void agreesWithASortedListWhateverTheData() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<Integer> days = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                days.add(random.nextInt(12));
            }
            Collections.sort(days);
            int n = days.size();
            String median = new java.math.BigDecimal(days.get((n - 1) / 2) + days.get(n / 2))
                    .divide(java.math.BigDecimal.TWO).setScale(4).toPlainString();
            Integer[] shuffled = days.toArray(Integer[]::new);
            assertThat(text(Stat.MEDIAN, shuffled)).isEqualTo(median);
            assertThat(text(Stat.MAX, shuffled)).isEqualTo(days.getLast() + ".0000");
            assertThat(text(Stat.P90, shuffled)).isEqualTo(days.get((int) Math.ceil(n * 0.9) - 1) + ".0000");
        }
    }
}
