package dev.tandem.orders.product;

import java.util.Objects;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/** One product as a file brings it. On a product that exists, an absent field keeps what is stored. */
public record ProductRow(@NotBlank @Size(max = 100) @Nullable String sku, @Size(min = 1, max = 300) @Nullable String name,
        @Nullable ProductKind kind, @Nullable ProductStatus status, @Nullable Money price) {

    Offer offer() {
        String code = Objects.requireNonNull(sku);
        return new Offer(code, name == null ? code : name, kind == null ? ProductKind.PHYSICAL : kind,
                status == null ? ProductStatus.ACTIVE : status, price);
    }

    Offer over(Offer stored) {
        return new Offer(Objects.requireNonNull(sku), name == null ? stored.name() : name,
                kind == null ? stored.kind() : kind, status == null ? stored.status() : status,
                price == null ? stored.price() : price);
    }
}
