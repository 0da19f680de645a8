package dev.tandem.accounts.product;

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

/** A product as it is shown. */
@Schema(name = "Product")
public record ProductView(UUID id, @Filter("Exact SKU") @Sorted(unstable = true) @Searched String sku,
        @Filter("Exact name") @Sorted(unstable = true) @Searched String name, @Filter("Kind") ProductKind kind,
        @Filter("Status") ProductStatus status, @Filter("Family or `null`") @Searched @Nullable String family,
        @Nullable String description, @Nullable Money listPrice, List<ExternalId> externalIds, Source source, long version,
        Instant createdAt, Instant updatedAt) implements RecordView {

    static ProductView of(Product product, List<ExternalId> names) {
        ProductDetails details = product.details();
        return new ProductView(product.id(), details.sku(), product.name(), product.kind(), product.status(), details.family(),
                details.description(), details.listPrice(), names, product.source(), product.version(), product.createdAt(),
                product.updatedAt());
    }
}
