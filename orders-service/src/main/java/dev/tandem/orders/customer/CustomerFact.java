package dev.tandem.orders.customer;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What the feed says about a customer: nothing that would tell who it is. */
record CustomerFact(UUID id, CustomerStatus status, @Nullable String country, @Nullable String birthYearBand,
        @Nullable String externalId, long version) {

    static CustomerFact of(Customer customer, @Nullable String externalId) {
        Person person = customer.person();
        return new CustomerFact(customer.id(), customer.status(), person.country(), person.birthYearBand(), externalId,
                customer.version());
    }
}
