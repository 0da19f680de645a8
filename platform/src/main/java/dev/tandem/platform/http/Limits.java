package dev.tandem.platform.http;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;

/** The bounds of a page. */
public final class Limits {

    private static final int DEFAULT = 50;
    private static final int MAX = 200;
    /** Counts are exact up to this. */
    public static final int COUNT = 10_000;

    private Limits() {
    }

    /** Rows of a page: 50 unless asked, 1 to 200. */
    public static int page(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT;
        }
        if (limit < 1 || limit > MAX) {
            throw ProblemException.badRequest("out-of-range", "?limit", "limit is 1 to " + MAX + ".");
        }
        return limit;
    }
}
