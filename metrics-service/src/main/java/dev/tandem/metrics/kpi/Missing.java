package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.tandem.metrics.period.Period;

/**
 * Open deals that a pipeline cannot value. One without a date belongs to no period, so only a figure over the whole range
 * tells of it; one with a date but no amount is told in the period of its date.
 */
record Missing(List<Cell> cells) {

    private static final int UNDATED_BUCKET = 1;
    private static final int UNPRICED_BUCKET = 2;

    long undated(List<String> group) {
        return count(UNDATED_BUCKET, group, Missing::isWithoutDay);
    }

    /** @param whole whether deals that lack the day too are counted */
    long unpriced(Period period, List<String> group, boolean whole) {
        return count(UNPRICED_BUCKET, group, cell -> isWithoutDay(cell) ? whole
                : !cell.start().isBefore(period.from()) && cell.start().isBefore(period.to()));
    }

    /** Groups that have nothing but such deals are still groups with data. */
    Set<List<String>> groups() {
        return cells.stream().map(Cell::group).collect(Collectors.toSet());
    }

    private static boolean isWithoutDay(Cell cell) {
        return !cell.start().isBefore(CellQuestion.UNDATED.withDayOfMonth(1));
    }

    private long count(int bucket, List<String> group, Predicate<Cell> which) {
        return cells.stream().filter(cell -> cell.bucket() == bucket && cell.group().equals(group)).filter(which)
                .map(Cell::cnt).reduce(BigInteger.ZERO, BigInteger::add).longValueExact();
    }
}
