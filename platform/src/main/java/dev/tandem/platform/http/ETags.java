package dev.tandem.platform.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;

/** Strong entity tags: a record's tag is its version. */
public final class ETags {

    private ETags() {
    }

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** 428 where the header is absent, 412 where no tag in it is the present one; a weak tag never matches. */
    public static void requireMatch(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(ProblemKind.PRECONDITION_REQUIRED, "if-match-required",
                    "Send If-Match with the ETag that you read.", List.of()).withHeader("ETag", of(version));
        }
        checkMatch(ifMatch, version);
    }

    /** For requests where If-Match is optional but honoured. */
    public static void checkMatch(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.trim().equals("*")) {
            return;
        }
        for (String tag : ifMatch.split(",")) {
            if (tag.trim().equals(of(version))) {
                return;
            }
        }
        throw new ProblemException(ProblemKind.PRECONDITION_FAILED, "version-mismatch",
                "The record is at version " + version + " now; read it again.", List.of()).withHeader("ETag", of(version));
    }

    /** Whether an If-None-Match header names this version, so that the reply is 304. */
    public static boolean matches(@Nullable String ifNoneMatch, long version) {
        return matches(ifNoneMatch, of(version));
    }

    /** The same for a tag that is not a version. */
    public static boolean matches(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String candidate : ifNoneMatch.split(",")) {
            String strong = candidate.trim().startsWith("W/") ? candidate.trim().substring(2) : candidate.trim();
            if (strong.equals(tag) || strong.equals("*")) {
                return true;
            }
        }
        return false;
    }
}
