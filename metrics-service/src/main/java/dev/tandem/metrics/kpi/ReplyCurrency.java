package dev.tandem.metrics.kpi;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.tandem.platform.problem.ProblemException;

/** Decides in which currency a reply speaks: as asked, else that of the facts where they agree, else the company's. */
final class ReplyCurrency {

    private ReplyCurrency() {
    }

    static String choose(KpiQuery query, List<Cell> cells, String company, Set<String> reporting) {
        Set<String> used = new TreeSet<>();
        cells.forEach(cell -> used.add(cell.currency()));
        used.remove(Cell.NO_CURRENCY);
        if (query.currency() == null) {
            return used.size() == 1 ? used.iterator().next() : company;
        }
        if (reporting.contains(query.currency()) || used.equals(Set.of(query.currency()))) {
            return query.currency();
        }
        throw ProblemException.badRequest("unknown-currency", "?currency", "\"" + query.currency()
                + "\" is neither a reporting currency " + new TreeSet<>(reporting)
                + " nor the one currency of all facts in the range.");
    }
}
