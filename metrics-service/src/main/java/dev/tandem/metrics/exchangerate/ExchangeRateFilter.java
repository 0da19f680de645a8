package dev.tandem.metrics.exchangerate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/**
 * Which rates a list shows. With an instant of knowledge it shows the rates that counted then, one for each pair and day;
 * without one everything that was ever recorded.
 */
record ExchangeRateFilter(@Nullable String base, @Nullable String quote, @Nullable LocalDate validFrom,
        @Nullable LocalDate from, @Nullable LocalDate to, @Nullable Instant asOf) {

    ExchangeRateFilter {
        List<Violation> violations = new ArrayList<>();
        checkCurrency("?base", base, violations);
        checkCurrency("?quote", quote, violations);
        if (from != null && to != null && from.isAfter(to)) {
            violations.add(new Violation("?to", "invalid-range", "The range ends before it begins."));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.badRequest(violations);
        }
    }

    private static void checkCurrency(String pointer, @Nullable String code, List<Violation> violations) {
        if (code != null && !CurrencyPair.isCurrency(code)) {
            violations.add(new Violation(pointer, "unknown-currency", "\"" + code + "\" is not an ISO 4217 currency."));
        }
    }

    /** The conditions on {@code exchange_rate r}, their values added in order. */
    String conditions(List<Object> values) {
        StringBuilder sql = new StringBuilder("true");
        add(sql, values, " and r.base = ?", base);
        add(sql, values, " and r.quote = ?", quote);
        add(sql, values, " and r.valid_from = ?", validFrom);
        add(sql, values, " and r.valid_from >= ?", from);
        add(sql, values, " and r.valid_from < ?", to);
        if (asOf != null) {
            sql.append(' ').append("""
                    and r.recorded_at <= ? and not exists (
                       select 1 from exchange_rate newer
                       where newer.base = r.base and newer.quote = r.quote and newer.valid_from = r.valid_from
                         and newer.recorded_at <= ? and newer.recorded_at > r.recorded_at)""");
            values.add(asOf);
            values.add(asOf);
        }
        return sql.toString();
    }

    private static void add(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }
}
