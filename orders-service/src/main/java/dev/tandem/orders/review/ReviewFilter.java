package dev.tandem.orders.review;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.listing.Listing;
import dev.tandem.orders.listing.SortKey;

/** Which reviews a list shows. */
record ReviewFilter(@Nullable UUID productId, @Nullable UUID customerId, @Nullable UUID orderId, @Nullable ReviewState state,
        @Nullable Integer rating, @Nullable Boolean verifiedPurchase) {

    /** The author may change his stars, so a list by them is not stable while that happens; the API says so. */
    static final List<SortKey<Review>> SORTS = List.of(SortKey.instant("createdAt", "e.createdAt", Review::createdAt),
            SortKey.instant("occurredAt", "e.occurred.occurredAt", review -> review.occurred().occurredAt()),
            new SortKey<>("rating", "e.rating", Review::rating, Integer::valueOf));

    /** The approved reviews of a product. */
    static ReviewFilter published(UUID productId, @Nullable Integer rating, @Nullable Boolean verifiedPurchase) {
        return new ReviewFilter(productId, null, null, ReviewState.APPROVED, rating, verifiedPurchase);
    }

    Listing<Review> apply(Listing<Review> listing) {
        listing.where("e.productId", productId).where("e.customerId", customerId).where("e.orderId", orderId)
                .where("e.state", state).where("e.rating", rating);
        return verifiedPurchase == null ? listing
                : listing.where("case when e.orderId is null then false else true end", verifiedPurchase);
    }
}
