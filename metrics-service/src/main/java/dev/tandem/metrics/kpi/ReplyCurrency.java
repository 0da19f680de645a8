package dev.tandem.metrics.kpi;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.tandem.platform.problem.ProblemException;

/** Decides in which currency a reply speaks: as asked, else that of the facts where they agree, else the company's. */
final class ReplyCurrency {

    private ReplyCurrency() {
    }

    /** The one that converted cells are needed in, if any are; known before the facts are. */
    static String expected(KpiQuery query, Progress progress) {
        return query.currency() == null ? progress.currency() : query.currency();
    }

    static String choose(KpiQuery query, List<Cell> cells, Progress progress) {
        Set<String> used = new TreeSet<>();
        cells.stream().filter(Cell::isOriginal).forEach(cell -> used.add(cell.currency()));
        used.remove(Cell.NO_CURRENCY);
        if (query.currency() == null) {
            return used.size() == 1 ? used.iterator().next() : progress.currency();
        }
        if (progress.reporting().contains(query.currency()) || used.equals(Set.of(query.currency()))) {
            return query.currency();
        }
        throw ProblemException.badRequest("unknown-currency", "?currency", "\"" + query.currency()
                + "\" is neither a reporting currency " + new TreeSet<>(progress.reporting())
                + " nor the one currency of all facts in the range.");
    }
}
