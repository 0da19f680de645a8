package dev.tandem.metrics.cohort;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Which cohorts to show, and how many months of each. Every month that the range touches is a cohort. */
record CohortQuery(YearMonth first, YearMonth last, int periods) {

    static final int DEFAULT_PERIODS = 13;
    static final int MOST_PERIODS = 120;
    private static final int MOST_COHORTS = 600;

    static CohortQuery parse(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String grain,
            @Nullable Integer periods) {
        List<Violation> violations = new ArrayList<>();
        if (from == null) {
            violations.add(new Violation("?from", "missing-parameter", "\"from\" is required."));
        }
        if (to == null) {
            violations.add(new Violation("?to", "missing-parameter", "\"to\" is required."));
        }
        if (grain != null && !grain.equals("month")) {
            violations.add(new Violation("?grain", "unknown-grain", "Cohorts are kept by month."));
        }
        int wanted = periods == null ? DEFAULT_PERIODS : periods;
        if (wanted < 1 || wanted > MOST_PERIODS) {
            violations.add(new Violation("?periods", "invalid-parameter", "periods is 1 to " + MOST_PERIODS + "."));
        }
        if (from != null && to != null) {
            check(from, to, violations);
        }
        if (!violations.isEmpty() || from == null || to == null) {
            throw ProblemException.badRequest(violations);
        }
        return new CohortQuery(YearMonth.from(from), YearMonth.from(from.equals(to) ? to.minusMonths(1) : to.minusDays(1)),
                wanted);
    }

    private static void check(LocalDate from, LocalDate to, List<Violation> violations) {
        if (from.isAfter(to)) {
            violations.add(new Violation("?to", "invalid-range", "The range ends before it begins."));
        } else if (from.getYear() < 1 || to.getYear() > 9998) {
            violations.add(new Violation("?from", "invalid-parameter", "The range must lie in the years 0001 to 9998."));
        } else if (ChronoUnit.MONTHS.between(from, to) > MOST_COHORTS) {
            violations.add(new Violation("?to", "range-too-long", "At most " + MOST_COHORTS + " cohorts fit a reply."));
        }
    }

    static YearMonth cohort(@Nullable String text) {
        if (text == null) {
            throw ProblemException.badRequest("missing-parameter", "?cohort", "\"cohort\" is required, such as 2026-01.");
        }
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException unreadable) {
            throw ProblemException.badRequest("invalid-parameter", "?cohort",
                    "\"" + text + "\" is not a month such as 2026-01.").causedBy(unreadable);
        }
    }

    static int index(@Nullable Integer k) {
        if (k == null) {
            throw ProblemException.badRequest("missing-parameter", "?k", "\"k\" is required: 0 is the first month.");
        }
        if (k < 0 || k > 12_000) {
            throw ProblemException.badRequest("invalid-parameter", "?k", "k counts months from 0.");
        }
        return k;
    }
}
