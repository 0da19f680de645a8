package dev.tandem.metrics.exchangerate;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Two different currencies; a rate of the pair is units of {@code quote} for one unit of {@code base}. */
record CurrencyPair(String base, String quote) {

    /** Reads a pair and adds all that is wrong with it; what is absent is not judged here. */
    static Optional<CurrencyPair> read(@Nullable String base, @Nullable String quote, List<Violation> violations) {
        int before = violations.size();
        check("/base", base, violations);
        check("/quote", quote, violations);
        if (base == null || quote == null || violations.size() > before) {
            return Optional.empty();
        }
        if (base.equals(quote)) {
            violations.add(new Violation("/quote", "same-currency",
                    "A rate is between two currencies; both are " + base + "."));
            return Optional.empty();
        }
        return Optional.of(new CurrencyPair(base, quote));
    }

    private static void check(String pointer, @Nullable String code, List<Violation> violations) {
        if (code != null && !isCurrency(code)) {
            violations.add(new Violation(pointer, "unknown-currency", "\"" + code + "\" is not an ISO 4217 currency."));
        }
    }

    static boolean isCurrency(String code) {
        try {
            return Money.scale(code) >= 0;
        } catch (ProblemException unknown) {
            return false;
        }
    }
}
