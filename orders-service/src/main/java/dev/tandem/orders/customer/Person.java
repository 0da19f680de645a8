package dev.tandem.orders.customer;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;

/**
 * What we know of a person, checked and in one spelling: two addresses that reach the same mailbox are equal here, so
 * uniqueness means what it says. All of it may be absent.
 */
record Person(@Nullable String givenName, @Nullable String familyName, @Nullable String email, @Nullable String phone,
        @Nullable Integer birthYear, @Nullable String country, @Nullable String locale) {

    static final Person UNKNOWN = new Person(null, null, null, null, null, null, null);

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    Person {
        givenName = trimmed(givenName);
        familyName = trimmed(familyName);
        email = email == null || email.isBlank() ? null : email.strip().toLowerCase(Locale.ROOT);
        if (email != null && !email.matches("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+")) {
            throw ProblemException.invalid("invalid-email", "/email", "This is not an e-mail address.");
        }
        if (phone != null && !phone.matches("\\+[1-9][0-9]{6,14}")) {
            throw ProblemException.invalid("invalid-phone", "/phone", "A phone number is written as in E.164: +628123456789.");
        }
        if (country != null && !COUNTRIES.contains(country)) {
            throw ProblemException.invalid("unknown-country", "/country",
                    "\"" + country + "\" is not an ISO 3166-1 country code.");
        }
        locale = locale == null ? null : canonical(locale);
    }

    private static @Nullable String trimmed(@Nullable String name) {
        return name == null || name.isBlank() ? null : name.strip();
    }

    private static String canonical(String locale) {
        try {
            return new Locale.Builder().setLanguageTag(locale).build().toLanguageTag();
        } catch (java.util.IllformedLocaleException bad) {
            throw ProblemException.invalid("invalid-locale", "/locale", "A locale is a BCP 47 tag such as id-ID.")
                    .causedBy(bad);
        }
    }

    /** The ten years a person was born in, for figures by age; nothing finer leaves this service. */
    @Nullable
    String birthYearBand() {
        if (birthYear == null) {
            return null;
        }
        int decade = birthYear / 10 * 10;
        return decade + "-" + (decade + 9);
    }
}
