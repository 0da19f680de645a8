package dev.tandem.orders.customer;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.listing.Listing;
import dev.tandem.orders.listing.SortKey;

/** Which customers a list shows. */
record CustomerFilter(@Nullable CustomerStatus status, @Nullable String email, @Nullable String country) {

    static final List<SortKey<Customer>> SORTS = List.of(SortKey.instant("createdAt", "e.createdAt", Customer::createdAt));

    Listing<Customer> apply(Listing<Customer> listing, CustomerLogins logins) {
        String normalised = email == null ? null : email.strip().toLowerCase(Locale.ROOT);
        listing.where("e.status", status).whereText("e.email", normalised).whereText("e.country", country);
        if (logins.seesAll()) {
            return listing;
        }
        return logins.own().map(own -> listing.where("e.id", own)).orElseGet(listing::nothing);
    }
}
