package dev.tandem.orders.product;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What the feed says about a product: codes, no name. */
record ProductFact(UUID id, String sku, ProductKind kind, ProductStatus status, @Nullable String externalId, long version) {

    static ProductFact of(Product product, @Nullable String externalId) {
        Offer offer = product.offer();
        return new ProductFact(product.id(), offer.sku(), offer.kind(), offer.status(), externalId, product.version());
    }
}
