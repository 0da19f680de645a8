package dev.tandem.metrics.ingest;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.rollup.CellKey;
import dev.tandem.metrics.rollup.CellSum;
import dev.tandem.metrics.state.EntityState;

/**
 * Everything that one batch changes in one lane.
 *
 * @param late of a baseline: what tells that a period was restated, in place of the log
 */
public record LaneChanges(Collection<EntityState> states, List<Contribution> gone, List<Contribution> come,
        List<LogEntry> log, Map<CellKey, CellSum> cells, List<Erasure> erasures, List<LogEntry> late) {

    LaneChanges(Collection<EntityState> states, List<Contribution> gone, List<Contribution> come, List<LogEntry> log,
            Map<CellKey, CellSum> cells, List<Erasure> erasures) {
        this(states, gone, come, log, cells, erasures, List.of());
    }

    public static final LaneChanges NONE = new LaneChanges(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of());

    LaneChanges with(List<Erasure> more) {
        return new LaneChanges(states, gone, come, log, cells, more, late);
    }

    /** Neither log nor sums: only what the one says of settled periods. */
    LaneChanges ofBaseline() {
        return new LaneChanges(states, gone, come, List.of(), Map.of(), erasures,
                log.stream().filter(LogEntry::isLate).toList());
    }
}
