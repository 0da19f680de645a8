package dev.tandem.orders.review;

import java.util.Objects;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a review that its author may set; the rest is for the server to know. */
@Schema(example = "{\"rating\":5,\"title\":\"Calm skin in a week\",\"body\":\"I use it every morning.\",\"locale\":\"en\"}")
public record ReviewFields(@NotNull @Min(1) @Max(5) @Nullable Integer rating, @Size(max = 255) @Nullable String title,
        @Size(max = 10_000) @Nullable String body, @Size(max = 35) @Nullable String locale) {

    static ReviewFields of(Review review) {
        Opinion opinion = review.opinion();
        return new ReviewFields(opinion.rating(), opinion.title(), opinion.body(), opinion.locale());
    }

    Opinion opinion() {
        return new Opinion(Objects.requireNonNull(rating), title, body, locale);
    }

    /**
     * A review as its author posts it.
     *
     * @param orderId which purchase it is about; the oldest one that has no review yet where absent
     */
    @Schema(name = "PostReview", example = """
            {"productId":"0198f0c2-7d6e-7cc3-98c4-dc0c0c073990","rating":5,"title":"Calm skin in a week",
             "body":"I use it every morning.","locale":"en"}""")
    public record Post(@NotNull @Nullable UUID productId, @Nullable UUID orderId,
            @NotNull @Min(1) @Max(5) @Nullable Integer rating, @Size(max = 255) @Nullable String title,
            @Size(max = 10_000) @Nullable String body, @Size(max = 35) @Nullable String locale) {

        Opinion opinion() {
            return new Opinion(Objects.requireNonNull(rating), title, body, locale);
        }
    }

    /** What a moderator decides. */
    @Schema(name = "Moderation", example = "{\"state\":\"REJECTED\",\"reason\":\"Advertises another shop\"}")
    public record Moderation(@NotNull @Nullable ReviewState state, @Size(max = 500) @Nullable String reason) {
    }
}
