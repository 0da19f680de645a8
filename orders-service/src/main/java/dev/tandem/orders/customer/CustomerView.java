package dev.tandem.orders.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;

/** A customer as clients read it. */
@Schema(name = "Customer")
public record CustomerView(UUID id, CustomerStatus status, @Searched @Nullable String givenName,
        @Searched @Nullable String familyName, @Searched @Nullable String email, @Nullable String phone,
        @Nullable Integer birthYear, @Nullable String country,
        @Nullable String locale, List<ExternalId> externalIds, Source source, Instant createdAt, Instant updatedAt,
        long version) {

    static CustomerView of(Customer customer, List<ExternalId> externalIds) {
        Person person = customer.person();
        return new CustomerView(customer.id(), customer.status(), person.givenName(), person.familyName(), person.email(),
                person.phone(), person.birthYear(), person.country(), person.locale(), externalIds, customer.source(),
                customer.createdAt(), customer.updatedAt(), customer.version());
    }
}
