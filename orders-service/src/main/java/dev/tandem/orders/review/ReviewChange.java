package dev.tandem.orders.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.Precision;

/** Puts a change of a review into the journal's words: what somebody wrote goes there only sealed with the author's key. */
final class ReviewChange {

    static final String KIND = "review";

    private static final Set<String> PERSONAL = Set.of("title", "body", "reason");

    /** What the feed says about a review: no words, only stars, codes and ids. */
    record Fact(UUID id, UUID productId, UUID customerId, @Nullable UUID orderId, @Nullable Integer lineNo, int rating,
            ReviewState state, boolean verified, @Nullable String locale, @Nullable String channel, @Nullable String country,
            Instant occurredAt, LocalDate occurredOn, Precision precision, @Nullable Instant moderatedAt,
            Source recordSource, @Nullable String externalId, long version) {
    }

    private ReviewChange() {
    }

    static JsonNode state(Review review) {
        return StrictJson.mapper().valueToTree(ReviewView.of(review));
    }

    static Change of(String action, Source source, Review review, @Nullable String externalId, @Nullable JsonNode before,
            Instant occurredAt) {
        return change(ChangeType.UPSERT, action, source, review, fact(review, externalId), before, state(review), occurredAt);
    }

    static Change deleted(Review review, @Nullable JsonNode before, Instant occurredAt) {
        return change(ChangeType.DELETED, "deleted", Source.API, review, null, before, null, occurredAt);
    }

    private static Change change(ChangeType type, String action, Source source, Review review, @Nullable JsonNode feed,
            @Nullable JsonNode before, @Nullable JsonNode after, Instant occurredAt) {
        Set<String> personal = new TreeSet<>(PERSONAL);
        personal.removeIf(field -> !isSaid(before, field) && !isSaid(after, field));
        return new Change(KIND, review.id(), review.version(), type, action, source, occurredAt, feed, before, after,
                personal.isEmpty() ? null : review.customerId(), personal);
    }

    private static boolean isSaid(@Nullable JsonNode state, String field) {
        return state != null && state.hasNonNull(field) && !Review.ERASED.equals(state.path(field).asText());
    }

    private static JsonNode fact(Review review, @Nullable String externalId) {
        Review.About about = review.about();
        return StrictJson.mapper().valueToTree(new Fact(review.id(), about.productId(), about.customerId(), about.orderId(),
                about.lineNo(), review.rating(), review.state(), review.isVerifiedPurchase(), review.opinion().locale(),
                about.channel(), about.country(), review.occurred().occurredAt(), review.occurred().occurredOn(),
                review.occurred().precision(), review.moderatedAt(), review.source(), externalId, review.version()));
    }
}
