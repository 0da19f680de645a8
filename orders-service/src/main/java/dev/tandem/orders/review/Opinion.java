package dev.tandem.orders.review;

import java.util.IllformedLocaleException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;

/** What the author says, checked and in one spelling; compared as a whole. Stars are enough. */
record Opinion(int rating, @Nullable String title, @Nullable String body, @Nullable String locale) {

    Opinion {
        if (rating < 1 || rating > 5) {
            throw ProblemException.invalid("out-of-range", "/rating", "A rating is 1 to 5.");
        }
        title = title == null || title.isBlank() ? null : title.strip();
        body = body == null || body.isBlank() ? null : body.strip();
        locale = locale == null ? null : canonical(locale);
    }

    private static String canonical(String locale) {
        try {
            return new Locale.Builder().setLanguageTag(locale).build().toLanguageTag();
        } catch (IllformedLocaleException bad) {
            throw ProblemException.invalid("invalid-locale", "/locale", "A locale is a BCP 47 tag such as id-ID.")
                    .causedBy(bad);
        }
    }
}
