package dev.tandem.orders.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.Precision;

/**
 * One review as a file brings it. On a review that exists, an absent field keeps what is stored.
 *
 * @param orderId the purchase it is about; with it the author counts as a verified buyer
 * @param lineNo the first line of that order with the product where absent
 * @param state APPROVED where absent: what a shop exports was public there
 */
public record ReviewRow(@NotNull @Nullable UUID productId, @NotNull @Nullable UUID customerId, @Nullable UUID orderId,
        @Min(1) @Nullable Integer lineNo, @NotNull @Min(1) @Max(5) @Nullable Integer rating,
        @Size(max = 255) @Nullable String title, @Size(max = 10_000) @Nullable String body,
        @Size(max = 35) @Nullable String locale, @Nullable ReviewState state, @Size(max = 500) @Nullable String reason,
        @Nullable LocalDate occurredOn, @Nullable Instant occurredAt) {

    static ReviewRow of(Review review) {
        Review.About about = review.about();
        Opinion opinion = review.opinion();
        BusinessTime when = review.occurred();
        boolean isDay = when.precision() == Precision.DAY;
        return new ReviewRow(about.productId(), about.customerId(), about.orderId(), about.lineNo(), opinion.rating(),
                opinion.title(), opinion.body(), opinion.locale(), review.state(), review.reason(),
                isDay ? when.occurredOn() : null, isDay ? null : when.occurredAt());
    }
}
