package dev.tandem.orders.customer;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.listing.Search;
import dev.tandem.platform.record.ExternalIds;

/** Which customers a list shows. */
record CustomerFilter(@Nullable CustomerStatus status, @Nullable String email, @Nullable String country,
        @Nullable String q) {

    Listing<Customer> apply(Listing<Customer> listing, CustomerLogins logins, ExternalIds names) {
        String normalised = email == null ? null : email.strip().toLowerCase(Locale.ROOT);
        listing.found(Search.of(q, names, CustomerChange.KIND)).where("e.status", status).whereText("e.email", normalised)
                .whereText("e.country", country);
        if (logins.seesAll()) {
            return listing;
        }
        return logins.own().map(own -> listing.where("e.id", own)).orElseGet(listing::nothing);
    }
}
