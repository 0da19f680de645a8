package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.rights.SalesForce;

/**
 * One consistent view of the engine's tables: everything read through it belongs to the same instant,
 * so that figures, positions and states of one reply cannot contradict each other.
 */
interface Facts {

    /** Where views come from. */
    interface Store {
        <T> T read(Function<Facts, T> reading);
    }

    Progress progress();

    /**
     * Refuses questions about what was known before the past was given up.
     *
     * @throws dev.tandem.platform.problem.ProblemException 422 {@code as-of-not-kept}
     */
    void requireKept(@Nullable Instant asOf);

    /** Sums of contributions; from rollups, or from the log where the question names an instant of knowledge. */
    List<Cell> cells(CellQuestion question);

    /** What was learnt after the day of the fact was over, other than by a first import. */
    List<LateChange> lateChanges(CellQuestion question);

    /** The names that readers know of stored references; an id without a known name is absent. */
    Map<String, String> names(Model model, Dimension dimension, Collection<String> stored);

    /** The stored references that readers mean by a name. */
    Set<String> named(Model model, Dimension dimension, String name);

    SalesForce salesForce();

    /** One page of the rows behind a figure. */
    ExplainRows rows(ExplainQuestion question);
}
