package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.tandem.metrics.period.Period;

/**
 * Open deals that a pipeline cannot value. One without a date belongs to no period, so every period of its group tells
 * of it; one with a date but no amount is told in its own.
 */
record Missing(List<Cell> cells) {

    private static final int UNDATED_BUCKET = 1;
    private static final int UNPRICED_BUCKET = 2;

    long undated(Period period, List<String> group) {
        return count(UNDATED_BUCKET, period, group);
    }

    long unpriced(Period period, List<String> group) {
        return count(UNPRICED_BUCKET, period, group);
    }

    /** Groups that have nothing but such deals are still groups with data. */
    Set<List<String>> groups() {
        return cells.stream().map(Cell::group).collect(Collectors.toSet());
    }

    private long count(int bucket, Period period, List<String> group) {
        Predicate<Cell> inPeriod = cell -> !cell.start().isBefore(CellQuestion.UNDATED.withDayOfMonth(1))
                || !cell.start().isBefore(period.from()) && cell.start().isBefore(period.to());
        return cells.stream().filter(cell -> cell.bucket() == bucket && cell.group().equals(group)).filter(inPeriod)
                .map(Cell::cnt).reduce(BigInteger.ZERO, BigInteger::add).longValueExact();
    }
}
