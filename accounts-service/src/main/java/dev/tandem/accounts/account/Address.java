package dev.tandem.accounts.account;

import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a company is. Only the country ever leaves this service by itself. */
@Embeddable
@Schema(name = "Address", example = "{\"line1\":\"1 Main Street\",\"city\":\"Springfield\",\"country\":\"US\"}")
public record Address(@Size(max = 200) @Nullable String line1, @Size(max = 200) @Nullable String line2,
        @Size(max = 100) @Nullable String city, @Size(max = 100) @Nullable String region,
        @Size(max = 20) @Nullable String postalCode,
        @Schema(description = "ISO 3166-1 alpha-2") @Nullable String country) {
}
