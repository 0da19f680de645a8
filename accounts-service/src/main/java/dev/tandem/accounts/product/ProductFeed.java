package dev.tandem.accounts.product;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/** The data of a {@code product} event. */
record ProductFeed(UUID id, String sku, ProductKind kind, ProductStatus status, @Nullable String family,
        @Nullable Money listPrice, @Nullable String externalId, long version) {

    static ProductFeed of(Product product, @Nullable String externalId) {
        ProductDetails details = product.details();
        return new ProductFeed(product.id(), details.sku(), product.kind(), product.status(), details.family(),
                details.listPrice(), externalId, product.version());
    }
}
