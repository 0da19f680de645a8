package dev.tandem.accounts.account;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Checks the codes of an account against their lists: the company's own for industries, the standards' for the rest. */
@Singleton
class AccountCodes {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Set<String> industries;

    AccountCodes(AccountConfig config) {
        this.industries = config.industries();
    }

    List<Violation> check(AccountDetails details) {
        List<Violation> found = new ArrayList<>();
        if (details.industry() != null && !industries.contains(details.industry())) {
            found.add(new Violation("/industry", "unknown-industry",
                    "\"" + details.industry() + "\" is no configured industry."));
        }
        country(details.billingAddress(), "/billingAddress/country", found);
        country(details.shippingAddress(), "/shippingAddress/country", found);
        if (details.annualRevenue() != null && details.annualRevenue().isNegative()) {
            found.add(new Violation("/annualRevenue/amount", "negative-amount", "A revenue is not negative."));
        }
        if (details.currency() != null) {
            try {
                Money.zero(details.currency());
            } catch (ProblemException unknown) {
                found.add(new Violation("/currency", unknown.code(), unknown.detail()));
            }
        }
        if (details.timeZone() != null && !ZoneId.getAvailableZoneIds().contains(details.timeZone())) {
            found.add(new Violation("/timeZone", "unknown-time-zone", "\"" + details.timeZone() + "\" is no IANA time zone."));
        }
        return found;
    }

    private static void country(@Nullable Address address, String pointer, List<Violation> found) {
        if (address != null && address.country() != null && !COUNTRIES.contains(address.country())) {
            found.add(new Violation(pointer, "unknown-country",
                    "\"" + address.country() + "\" is no ISO 3166-1 alpha-2 country."));
        }
    }
}
