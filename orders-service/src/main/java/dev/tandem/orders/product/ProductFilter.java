package dev.tandem.orders.product;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.listing.Listing;
import dev.tandem.orders.listing.SortKey;

/** Which products a list shows. */
record ProductFilter(@Nullable String sku, @Nullable ProductKind kind, @Nullable ProductStatus status) {

    /** The SKU may be renamed, so a list by it is not stable while that happens; the API says so. */
    static final List<SortKey<Product>> SORTS = List.of(SortKey.instant("createdAt", "e.createdAt", Product::createdAt),
            SortKey.text("sku", "e.sku", product -> product.offer().sku()));

    Listing<Product> apply(Listing<Product> listing, boolean onSaleOnly) {
        listing.where("e.sku", sku).where("e.kind", kind).where("e.status", status);
        return onSaleOnly ? listing.where("e.status", ProductStatus.ACTIVE) : listing;
    }
}
