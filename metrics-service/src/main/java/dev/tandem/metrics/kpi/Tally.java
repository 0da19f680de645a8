package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The cells of one period and group added up, and the figure that they make. Whole numbers throughout. */
final class Tally {

    private record Sums(BigInteger num, BigInteger den, BigInteger cnt) {

        static final Sums NONE = new Sums(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

        Sums plus(Sums other) {
            return new Sums(num.add(other.num), den.add(other.den), cnt.add(other.cnt));
        }
    }

    private final Map<String, Sums> byCurrency = new TreeMap<>();
    private final NavigableMap<Integer, BigInteger> histogram = new TreeMap<>();

    void add(Cell cell) {
        byCurrency.merge(cell.currency(), new Sums(cell.num(), cell.den(), cell.cnt()), Sums::plus);
        histogram.merge(cell.bucket(), cell.den(), BigInteger::add);
    }

    boolean isEmpty() {
        return byCurrency.values().stream().allMatch(sums -> sums.equals(Sums.NONE));
    }

    Set<String> currencies() {
        Set<String> used = new TreeSet<>();
        byCurrency.forEach((currency, sums) -> {
            if (!currency.equals(Cell.NO_CURRENCY) && !sums.equals(Sums.NONE)) {
                used.add(currency);
            }
        });
        return used;
    }

    private static boolean counts(Unit unit, String factCurrency, String currency) {
        return !unit.isMoney() || factCurrency.equals(currency) || factCurrency.equals(Cell.NO_CURRENCY);
    }

    private Sums sums(Unit unit, String currency) {
        Sums sums = Sums.NONE;
        for (Map.Entry<String, Sums> entry : byCurrency.entrySet()) {
            if (counts(unit, entry.getKey(), currency)) {
                sums = sums.plus(entry.getValue());
            }
        }
        return sums;
    }

    List<Unconvertible> unconvertible(Unit unit, String currency) {
        List<Unconvertible> left = new ArrayList<>();
        byCurrency.forEach((factCurrency, sums) -> {
            if (!counts(unit, factCurrency, currency) && !sums.equals(Sums.NONE)) {
                BigInteger facts = unit == Unit.MONEY_AVERAGE ? sums.den() : sums.cnt();
                left.add(new Unconvertible(factCurrency, facts.toString(),
                        Figures.money(sums.num(), factCurrency).toPlainString()));
            }
        });
        return left;
    }

    BigInteger numerator(Unit unit, String currency) {
        return sums(unit, currency).num();
    }

    BigInteger denominator(Unit unit, String currency) {
        return sums(unit, currency).den();
    }

    /** The figure before rounding, or nothing where it has no meaning. */
    Optional<Ratio> figure(Unit unit, Stat stat, String currency) {
        if (stat != Stat.MEAN) {
            return OrderStatistic.of(stat, histogram);
        }
        Sums sums = sums(unit, currency);
        return Figures.of(unit, sums.num(), sums.den(), currency);
    }
}
