package dev.tandem.metrics.exchangerate;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.Violation;

/** The days that rates are kept for; a year such as 0206 or 20226 is a slip of the pen and refused. */
final class RateDays {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

    private RateDays() {
    }

    static void check(String pointer, @Nullable LocalDate day, List<Violation> violations) {
        if (day != null && (day.isBefore(FIRST) || day.isAfter(LAST))) {
            violations.add(new Violation(pointer, "out-of-range",
                    "Rates are kept for " + FIRST + " to " + LAST + "; " + day + " is not among them."));
        }
    }
}
