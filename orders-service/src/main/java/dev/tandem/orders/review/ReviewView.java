package dev.tandem.orders.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.listing.Sorted;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.Precision;

/**
 * A review as clients read it. Whose it is, which purchase it is about and why it was refused is shown to its author and to
 * staff alone; to all others those fields are null.
 *
 * @param verifiedPurchase whether the author is known to have received it
 */
@Schema(name = "Review")
public record ReviewView(UUID id, UUID productId, @Sorted(unstable = true) int rating, @Searched @Nullable String title,
        @Searched @Nullable String body,
        @Nullable String locale, ReviewState state, boolean verifiedPurchase,
        @Sorted(path = "occurred.occurredAt") Instant occurredAt, LocalDate occurredOn,
        Precision precision, @Nullable UUID customerId, @Nullable UUID orderId, @Nullable Integer lineNo,
        @Nullable String reason, @Nullable Instant moderatedAt, Source source, Instant createdAt, Instant updatedAt,
        long version) {

    /** All of it. */
    static ReviewView of(Review review) {
        Review.About about = review.about();
        Opinion opinion = review.opinion();
        BusinessTime when = review.occurred();
        return new ReviewView(review.id(), about.productId(), opinion.rating(), opinion.title(), opinion.body(),
                opinion.locale(), review.state(), review.isVerifiedPurchase(), when.occurredAt(), when.occurredOn(),
                when.precision(), about.customerId(), about.orderId(), about.lineNo(), review.reason(), review.moderatedAt(),
                review.source(), review.createdAt(), review.updatedAt(), review.version());
    }

    /** What everybody may read. */
    ReviewView published() {
        return new ReviewView(id, productId, rating, title, body, locale, state, verifiedPurchase, occurredAt, occurredOn,
                precision, null, null, null, null, null, source, createdAt, updatedAt, version);
    }
}
