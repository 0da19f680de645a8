package dev.tandem.orders.review;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.listing.Search;
import dev.tandem.platform.record.ExternalIds;

/**
 * Which reviews a list shows.
 *
 * @param q words that are searched for in title and body
 */
record ReviewFilter(@Nullable UUID productId, @Nullable UUID customerId, @Nullable UUID orderId, @Nullable ReviewState state,
        @Nullable Integer rating, @Nullable Boolean verifiedPurchase, @Nullable String q) {

    /** The approved reviews of a product. */
    static ReviewFilter published(UUID productId, @Nullable Integer rating, @Nullable Boolean verifiedPurchase,
            @Nullable String q) {
        return new ReviewFilter(productId, null, null, ReviewState.APPROVED, rating, verifiedPurchase, q);
    }

    Listing<Review> apply(Listing<Review> listing, ExternalIds names) {
        listing.found(Search.of(q, names, ReviewChange.KIND)).where("e.productId", productId).where("e.customerId", customerId)
                .where("e.orderId", orderId)
                .where("e.state", state).where("e.rating", rating);
        return verifiedPurchase == null ? listing
                : listing.where("case when e.orderId is null then false else true end", verifiedPurchase);
    }
}
