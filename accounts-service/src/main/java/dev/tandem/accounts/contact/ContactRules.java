package dev.tandem.accounts.contact;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.time.CompanyCalendar;

/** What must hold of a contact's fields beyond their sizes; all that is broken is found at once. */
@Singleton
class ContactRules {

    static final String NAMELESS = "A contact has a first name, a last name or an e-mail address.";

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final CompanyCalendar calendar;

    ContactRules(CompanyCalendar calendar) {
        this.calendar = calendar;
    }

    List<Violation> check(ContactDetails details) {
        List<Violation> found = new ArrayList<>();
        matches(details.email(), "[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+", found,
                new Violation("/email", "invalid-email", "This is not an e-mail address."));
        matches(details.phone(), "\\+[1-9][0-9]{6,14}", found,
                new Violation("/phone", "invalid-phone", "A phone number is written as in E.164: +628123456789."));
        if (details.country() != null && !COUNTRIES.contains(details.country())) {
            found.add(new Violation("/country", "unknown-country",
                    "\"" + details.country() + "\" is no ISO 3166-1 alpha-2 country."));
        }
        if (details.language() != null && !isLanguage(details.language())) {
            found.add(new Violation("/language", "invalid-language", "A language is a BCP 47 tag such as id-ID."));
        }
        consents(details.givenConsents(), found);
        accounts(details.links(), found);
        return found;
    }

    private static boolean isLanguage(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        return !locale.getLanguage().isEmpty() && locale.toLanguageTag().equals(tag);
    }

    private static void matches(@Nullable String text, String pattern, List<Violation> found, Violation otherwise) {
        if (text != null && !text.matches(pattern)) {
            found.add(otherwise);
        }
    }

    private void consents(List<Consent> consents, List<Violation> found) {
        Set<ConsentPurpose> known = new HashSet<>();
        for (int i = 0; i < consents.size(); i++) {
            Consent consent = consents.get(i);
            if (consent == null) {
                continue;
            }
            String at = "/consents/" + i;
            if (consent.purpose() != null && !known.add(consent.purpose())) {
                found.add(new Violation(at + "/purpose", "duplicate-purpose", "There is one consent for each purpose."));
            }
            LocalDate granted = consent.grantedOn();
            LocalDate withdrawn = consent.withdrawnOn();
            past(granted, at + "/grantedOn", found);
            past(withdrawn, at + "/withdrawnOn", found);
            if (granted != null && withdrawn != null && withdrawn.isBefore(granted)) {
                found.add(new Violation(at + "/withdrawnOn", "withdrawn-before-granted",
                        "A consent is not withdrawn before it was given."));
            }
        }
    }

    private void past(@Nullable LocalDate day, String pointer, List<Violation> found) {
        if (day != null && day.isAfter(calendar.today())) {
            found.add(new Violation(pointer, "in-the-future", "This is a day that has not come yet."));
        }
    }

    private static void accounts(List<AccountLink> links, List<Violation> found) {
        Set<UUID> known = new HashSet<>();
        for (int i = 0; i < links.size(); i++) {
            AccountLink link = links.get(i);
            if (link == null) {
                continue;
            }
            if (link.accountId() != null && !known.add(link.accountId())) {
                found.add(new Violation("/accounts/" + i + "/accountId", "duplicate-account",
                        "A contact is in an account once."));
            }
            if (Boolean.TRUE.equals(link.isPrimary()) && Boolean.FALSE.equals(link.isActive())) {
                found.add(new Violation("/accounts/" + i + "/isPrimary", "primary-inactive",
                        "Who has left an account is not its first contact."));
            }
        }
    }
}
