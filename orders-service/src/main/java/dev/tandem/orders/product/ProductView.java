package dev.tandem.orders.product;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Filter;
import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.listing.Sorted;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.RecordView;

/** A product as clients read it. */
@Schema(name = "Product")
public record ProductView(UUID id, @Filter("Exact SKU") @Sorted(unstable = true) @Searched String sku,
        @Searched String name, @Filter("Kind") ProductKind kind, @Filter("Status") ProductStatus status, @Nullable Money price,
        List<ExternalId> externalIds, Source source, Instant createdAt, Instant updatedAt, long version) implements RecordView {

    static ProductView of(Product product, List<ExternalId> externalIds) {
        Offer offer = product.offer();
        return new ProductView(product.id(), offer.sku(), offer.name(), offer.kind(), offer.status(), offer.price(),
                externalIds, product.source(), product.createdAt(), product.updatedAt(), product.version());
    }
}
