package dev.tandem.metrics.ingest;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.ClosedAmount;
import dev.tandem.metrics.contribution.DealContributions;
import dev.tandem.metrics.contribution.OrderContributions;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.metrics.state.Pick;

/**
 * Carries over by which instant the rates of a record's closed amounts are chosen. An amount keeps it for as long as its
 * day and currency stay, through a deletion too; a record that passes to another subject, and so perhaps to another
 * lane, which knows nothing of before, chooses anew.
 */
final class Picks {

    private Picks() {
    }

    static List<Pick> of(@Nullable EntityState before, EntityState after, LaneRules rules) {
        Fact fact = after.fact();
        List<Pick> kept = before == null || !Objects.equals(before.subject(), after.subject()) ? List.of()
                : before.picks();
        if (fact == null || !after.isLive()) {
            return fact == null ? List.of() : kept;
        }
        return amounts(fact, rules).stream().filter(amount -> needsConversion(amount, rules))
                .map(amount -> kept.stream().filter(pick -> pick.isOf(amount.fact(), amount.currency(), amount.day()))
                        .findFirst()
                        .orElseGet(() -> new Pick(amount.fact(), amount.currency(), amount.day(), after.knownAt())))
                .toList();
    }

    private static List<ClosedAmount> amounts(Fact fact, LaneRules rules) {
        return switch (fact) {
            case OpportunityFact deal -> DealContributions.closedAmounts(deal, rules.zone());
            case OrderFact order -> OrderContributions.closedAmounts(order, rules.zone());
            default -> List.of();
        };
    }

    private static boolean needsConversion(ClosedAmount amount, LaneRules rules) {
        return rules.reporting().stream().anyMatch(target -> !target.equals(amount.currency()));
    }
}
