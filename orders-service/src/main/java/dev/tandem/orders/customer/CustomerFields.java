package dev.tandem.orders.customer;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.resource.ExternalName;

/** The fields of a customer that a client may set. */
@Schema(example = """
        {"givenName":"Sari","familyName":"Wijaya","email":"sari@example.com","phone":"+628123456789",
         "birthYear":1991,"country":"ID","locale":"id-ID","externalIds":[{"system":"shopify","id":"4711"}]}""")
public record CustomerFields(@Size(max = 200) @Nullable String givenName, @Size(max = 200) @Nullable String familyName,
        @Size(max = 254) @Nullable String email, @Size(max = 16) @Nullable String phone,
        @Min(1900) @Max(2100) @Nullable Integer birthYear, @Nullable String country, @Size(max = 35) @Nullable String locale,
        @Size(max = 20) @Nullable List<@NotNull @Valid ExternalName> externalIds) {

    static CustomerFields of(CustomerView view) {
        return new CustomerFields(view.givenName(), view.familyName(), view.email(), view.phone(), view.birthYear(),
                view.country(), view.locale(), ExternalName.of(view.externalIds()));
    }

    Person person() {
        return new Person(givenName, familyName, email, phone, birthYear, country, locale);
    }
}
