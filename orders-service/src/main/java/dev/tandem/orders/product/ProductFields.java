package dev.tandem.orders.product;

import java.util.Objects;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/**
 * The fields of a product that a client or a file may set.
 *
 * @param name the SKU where absent
 * @param kind PHYSICAL where absent
 * @param status ACTIVE where absent
 */
@Schema(name = "ProductFields", example = """
        {"sku":"SERUM-30","name":"Vitamin C serum 30 ml","kind":"PHYSICAL","status":"ACTIVE",
         "price":{"amount":"24.90","currency":"USD"}}""")
public record ProductFields(@NotBlank @Size(max = 100) @Nullable String sku, @Size(min = 1, max = 300) @Nullable String name,
        @Nullable ProductKind kind, @Nullable ProductStatus status, @Nullable Money price) {

    static ProductFields of(Offer offer) {
        return new ProductFields(offer.sku(), offer.name(), offer.kind(), offer.status(), offer.price());
    }

    Offer offer() {
        String code = Objects.requireNonNull(sku);
        return new Offer(code, name == null ? code : name, kind == null ? ProductKind.PHYSICAL : kind,
                status == null ? ProductStatus.ACTIVE : status, price);
    }
}
