package dev.tandem.orders.product;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;

/** A product as clients read it. */
@Schema(name = "Product")
public record ProductView(UUID id, String sku, String name, ProductKind kind, ProductStatus status, @Nullable Money price,
        List<ExternalId> externalIds, Source source, Instant createdAt, Instant updatedAt, long version) {

    static ProductView of(Product product, List<ExternalId> externalIds) {
        Offer offer = product.offer();
        return new ProductView(product.id(), offer.sku(), offer.name(), offer.kind(), offer.status(), offer.price(),
                externalIds, product.source(), product.createdAt(), product.updatedAt(), product.version());
    }
}
