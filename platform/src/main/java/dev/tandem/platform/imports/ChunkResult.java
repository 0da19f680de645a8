package dev.tandem.platform.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.tandem.platform.imports.mapping.RowError;

/** What a chunk came to: counts, the rows that were put off, and the errors of those that failed. */
final class ChunkResult {

    private final Map<Long, List<RowError>> errors = new LinkedHashMap<>();
    private final Set<Long> deferred = new TreeSet<>();
    private final Map<Class<? extends Outcome>, Integer> counts = new HashMap<>();

    void count(Outcome outcome) {
        counts.merge(outcome.getClass(), 1, Integer::sum);
    }

    void fail(long row, List<RowError> why) {
        errors.computeIfAbsent(row, none -> new ArrayList<>()).addAll(why);
    }

    void defer(long row) {
        deferred.add(row);
    }

    long created() {
        return counts.getOrDefault(Outcome.Created.class, 0);
    }

    long updated() {
        return counts.getOrDefault(Outcome.Updated.class, 0);
    }

    long unchanged() {
        return counts.getOrDefault(Outcome.Unchanged.class, 0);
    }

    long failed() {
        return errors.size();
    }

    long worked() {
        return created() + updated() + unchanged() + failed();
    }

    Map<Long, List<RowError>> errors() {
        return errors;
    }

    Set<Long> deferred() {
        return deferred;
    }
}
