package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Which cells to read: of one metric, in {@code [from, to)}, by group and through filters on stored values.
 * {@code monthly} allows whole months to be read as one cell; an empty filter set matches nothing.
 *
 * @param reporting the currency whose converted cells are read beside the original ones; null for the original ones alone
 */
record CellQuestion(String metric, LocalDate from, LocalDate to, boolean monthly, List<Dimension> by,
        Map<Dimension, Set<String>> filters, boolean buckets, @Nullable String reporting, @Nullable Instant asOf) {

    /** The day under which the engine keeps deals without an expected closing date. */
    static final LocalDate UNDATED = LocalDate.of(9999, 12, 31);

    /** The dimensions by which the cells are keyed, in the engine's order; currency is a column of every cell. */
    SortedSet<Dimension> keys() {
        SortedSet<Dimension> keys = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
        keys.addAll(by);
        keys.addAll(filters.keySet());
        keys.remove(Dimension.CURRENCY);
        return keys;
    }

    String keyText() {
        return keys().stream().map(Dimension::text).collect(Collectors.joining(","));
    }

    CellQuestion over(LocalDate newFrom, LocalDate newTo) {
        return new CellQuestion(metric, newFrom, newTo, monthly, by, filters, buckets, reporting, asOf);
    }

    /** As the engine writes what the cells may be converted to. */
    Set<String> reportings() {
        return reporting == null ? Set.of(Cell.ORIGINAL) : Set.of(Cell.ORIGINAL, reporting);
    }

    boolean isImpossible() {
        return !from.isBefore(to) || filters.values().stream().anyMatch(Set::isEmpty);
    }
}
