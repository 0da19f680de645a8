package dev.tandem.accounts.opportunity;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

/** How a deal's amount and those of its lines go together: one currency, nothing negative, and a sum where none was said. */
final class Amounts {

    private Amounts() {
    }

    /**
     * The amount of a deal. One that was the sum of the lines follows them; one that somebody set stays.
     *
     * @param asked what the client wants, null for the sum of the lines
     */
    static @Nullable Money ofDeal(@Nullable Money asked, List<OpportunityLine> lines, @Nullable Money before,
            List<OpportunityLine> linesBefore) {
        check(asked, lines);
        boolean followed = asked != null && asked.equals(before) && !lines.equals(linesBefore)
                && asked.equals(sum(linesBefore));
        Money sum = sum(lines);
        return (asked == null || followed) && sum != null ? sum : asked;
    }

    private static void check(@Nullable Money asked, List<OpportunityLine> lines) {
        if (asked != null && asked.isNegative()) {
            throw ProblemException.invalid("negative-amount", "/amount/amount", "The amount of a deal is not negative.");
        }
        String currency = asked == null ? null : asked.currency();
        for (int i = 0; i < lines.size(); i++) {
            Money amount = lines.get(i).amount();
            if (amount == null) {
                continue;
            }
            if (amount.isNegative()) {
                throw ProblemException.invalid("negative-amount", "/lines/" + i + "/amount/amount",
                        "The amount of a line is not negative.");
            }
            if (currency != null && !currency.equals(amount.currency())) {
                throw ProblemException.invalid("currency-mismatch", "/lines/" + i + "/amount/currency",
                        "A deal has one currency.");
            }
            currency = amount.currency();
        }
    }

    /** The sum of the lines, or null where one of them has no amount. */
    private static @Nullable Money sum(List<OpportunityLine> lines) {
        Money sum = null;
        for (OpportunityLine line : lines) {
            if (line.amount() == null) {
                return null;
            }
            sum = sum == null ? line.amount() : sum.plus(line.amount());
        }
        return sum;
    }
}
