package dev.tandem.metrics.kpi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Median, nearest-rank percentile and maximum of an exact histogram of whole days.
 * Ranks start at 1 in ascending order; the same ranks mark the deciding rows of an explanation.
 */
final class OrderStatistic {

    private static final BigInteger TWO = BigInteger.TWO;

    private OrderStatistic() {
    }

    static Optional<Ratio> of(Stat stat, NavigableMap<Integer, BigInteger> histogram) {
        BigInteger count = histogram.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (count.signum() <= 0) {
            return Optional.empty();
        }
        List<BigInteger> ranks = decidingRanks(stat, count);
        BigInteger sum = ranks.stream().map(rank -> at(histogram, rank)).reduce(BigInteger.ZERO, BigInteger::add);
        return Optional.of(new Ratio(new BigDecimal(sum), BigInteger.valueOf(ranks.size())));
    }

    /** The ranks whose mean is the statistic; none for the mean itself, which every row decides. */
    static List<BigInteger> decidingRanks(Stat stat, BigInteger count) {
        return switch (stat) {
            case MEAN -> List.of();
            case MAX -> List.of(count);
            case P90 -> List.of(count.multiply(BigInteger.valueOf(9)).add(BigInteger.valueOf(9)).divide(BigInteger.TEN));
            case MEDIAN -> count.testBit(0)
                    ? List.of(count.add(BigInteger.ONE).divide(TWO))
                    : List.of(count.divide(TWO), count.divide(TWO).add(BigInteger.ONE));
        };
    }

    private static BigInteger at(NavigableMap<Integer, BigInteger> histogram, BigInteger rank) {
        BigInteger passed = BigInteger.ZERO;
        for (Map.Entry<Integer, BigInteger> bucket : histogram.entrySet()) {
            passed = passed.add(bucket.getValue());
            if (passed.compareTo(rank) >= 0) {
                return BigInteger.valueOf(bucket.getKey());
            }
        }
        throw new IllegalArgumentException("Rank " + rank + " lies beyond the histogram.");
    }
}
