package dev.tandem.orders.customer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/** One person as a file brings him. On a customer that exists, an absent field keeps what is stored. */
public record CustomerRow(@Size(max = 200) @Nullable String givenName, @Size(max = 200) @Nullable String familyName,
        @Size(max = 254) @Nullable String email, @Size(max = 16) @Nullable String phone,
        @Min(1900) @Max(2100) @Nullable Integer birthYear, @Nullable String country, @Size(max = 35) @Nullable String locale) {

    static CustomerRow of(Person person) {
        return new CustomerRow(person.givenName(), person.familyName(), person.email(), person.phone(), person.birthYear(),
                person.country(), person.locale());
    }

    Person over(Person stored) {
        return new Person(givenName == null ? stored.givenName() : givenName,
                familyName == null ? stored.familyName() : familyName, email == null ? stored.email() : email,
                phone == null ? stored.phone() : phone, birthYear == null ? stored.birthYear() : birthYear,
                country == null ? stored.country() : country, locale == null ? stored.locale() : locale);
    }
}
