package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The cells of one period and group added up, and the figure that they make. Whole numbers throughout. */
final class Tally {

    private record Sums(BigInteger num, BigInteger den, BigInteger cnt, BigInteger covered) {

        static final Sums NONE = new Sums(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

        Sums plus(Sums other) {
            return new Sums(num.add(other.num), den.add(other.den), cnt.add(other.cnt), covered.add(other.covered));
        }
    }

    /** Sums of facts in their own currency, by that currency. */
    private final Map<String, Sums> originals = new TreeMap<>();
    /** Sums of converted facts, by the currency they were converted to and then by their own. */
    private final Map<String, Map<String, Sums>> converted = new TreeMap<>();
    private final NavigableMap<Integer, BigInteger> histogram = new TreeMap<>();

    void add(Cell cell) {
        Sums sums = new Sums(cell.num(), cell.den(), cell.cnt(), cell.covered());
        if (cell.isOriginal()) {
            originals.merge(cell.currency(), sums, Sums::plus);
            histogram.merge(cell.bucket(), cell.den(), BigInteger::add);
        } else {
            converted.computeIfAbsent(cell.reporting(), any -> new TreeMap<>()).merge(cell.currency(), sums,
                    Sums::plus);
        }
    }

    boolean isEmpty() {
        return originals.values().stream().allMatch(sums -> sums.equals(Sums.NONE));
    }

    private static boolean countsAsItIs(Unit unit, String factCurrency, String currency) {
        return !unit.isMoney() || factCurrency.equals(currency) || factCurrency.equals(Cell.NO_CURRENCY);
    }

    private Map<String, Sums> convertedTo(String currency) {
        return converted.getOrDefault(currency, Map.of());
    }

    private Sums sums(Unit unit, String currency) {
        Sums sums = Sums.NONE;
        for (Map.Entry<String, Sums> entry : originals.entrySet()) {
            if (countsAsItIs(unit, entry.getKey(), currency)) {
                sums = sums.plus(entry.getValue());
            }
        }
        if (unit.isMoney()) {
            for (Sums more : convertedTo(currency).values()) {
                sums = sums.plus(more);
            }
        }
        return sums;
    }

    /** What of the facts is neither in the currency nor converted to it. */
    List<Unconvertible> unconvertible(Unit unit, String currency) {
        List<Unconvertible> left = new ArrayList<>();
        originals.forEach((factCurrency, all) -> {
            if (!countsAsItIs(unit, factCurrency, currency)) {
                Sums held = convertedTo(currency).getOrDefault(factCurrency, Sums.NONE);
                BigInteger facts = all.den().subtract(held.den());
                BigInteger amount = all.num().subtract(held.covered());
                if (facts.signum() != 0 || amount.signum() != 0) {
                    left.add(new Unconvertible(factCurrency, facts.toString(),
                            Figures.money(amount, factCurrency).toPlainString()));
                }
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
