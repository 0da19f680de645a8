package dev.tandem.orders.product;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.naming.ExternalName;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;

/** Puts a change of a product into the journal's words. */
final class ProductChange {

    static final String KIND = "product";

    /** What the feed says about a product: codes, no name. */
    record Fact(UUID id, String sku, ProductKind kind, ProductStatus status, @Nullable String externalId, long version) {
    }

    private ProductChange() {
    }

    static JsonNode state(Product product, List<ExternalId> externalIds) {
        return StrictJson.mapper().valueToTree(ProductView.of(product, externalIds));
    }

    static Change of(String action, Source source, Product product, List<ExternalId> externalIds, @Nullable JsonNode before,
            Instant occurredAt) {
        Offer offer = product.offer();
        JsonNode feed = StrictJson.mapper().valueToTree(new Fact(product.id(), offer.sku(), offer.kind(), offer.status(),
                ExternalName.first(externalIds), product.version()));
        return new Change(KIND, product.id(), product.version(), ChangeType.UPSERT, action, source, occurredAt, feed,
                before, state(product, externalIds), null, Set.of());
    }

    static Change deleted(Product product, JsonNode before, Instant occurredAt) {
        return new Change(KIND, product.id(), product.version(), ChangeType.DELETED, "deleted", Source.API, occurredAt,
                null, before, null, null, Set.of());
    }
}
