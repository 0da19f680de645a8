package dev.tandem.accounts.product;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/** What a client may set of a product. */
@Schema(name = "ProductDetails", example = """
        {"sku":"GTX-PRO","name":"GTX Pro","kind":"GOODS","family":"GTX","listPrice":{"amount":"4821.00","currency":"USD"}}""")
public record ProductDetails(
        @Schema(description = "Unique; the key common with the consumer side") @NotBlank @Size(max = 100) String sku,
        @Schema(description = "The SKU unless set") @Size(max = 200) @Nullable String name,
        @Schema(description = "GOODS unless set") @Nullable ProductKind kind,
        @Schema(description = "ACTIVE unless set") @Nullable ProductStatus status,
        @Size(max = 100) @Nullable String family,
        @Size(max = 4000) @Nullable String description,
        @Nullable Money listPrice) {
}
