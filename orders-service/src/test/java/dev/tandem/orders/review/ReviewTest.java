package dev.tandem.orders.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.Precision;

class ReviewTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({ "PENDING,APPROVED,true", "PENDING,REJECTED,true", "PENDING,HIDDEN,false", "APPROVED,HIDDEN,true",
            "APPROVED,REJECTED,false", "APPROVED,PENDING,false", "HIDDEN,APPROVED,true", "REJECTED,APPROVED,false" })
    void followsItsStates(ReviewState from, ReviewState to, boolean allowed) {
        assertThat(from.canBecome(to)).isEqualTo(allowed);
    }

    @Test
    void isReadAgainAfterItsAuthorChangedIt() {
        Review review = posted();
        review.moderate(verdict(ReviewState.APPROVED, null), NOW, "moderator");
        assertThat(review.isPublic()).isTrue();

        assertThat(review.revise(new Opinion(2, "Changed", null, null), NOW, "author")).isTrue();
        assertThat(review.state()).isEqualTo(ReviewState.PENDING);
        assertThat(review.moderatedAt()).isNull();
        assertThat(review.isPublic()).isFalse();
    }

    @Test
    void staysAsItIsWhenNothingWasChanged() {
        Review review = posted();
        review.moderate(verdict(ReviewState.APPROVED, null), NOW, "moderator");

        assertThat(review.revise(new Opinion(5, " Good ", "  ", null), NOW, "author")).isFalse();
        assertThat(review.state()).isEqualTo(ReviewState.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "REJECTED", "HIDDEN" })
    void isRefusedOnlyForAReason(ReviewState state) {
        assertThatThrownBy(() -> verdict(state, " ")).isInstanceOf(ProblemException.class).hasMessageContaining("required");
        assertThat(verdict(state, "Spam").reason()).isEqualTo("Spam");
        assertThat(verdict(ReviewState.APPROVED, "fine").reason()).isNull();
    }

    @Test
    void hasOneToFiveStars() {
        assertThatThrownBy(() -> new Opinion(0, null, null, null)).hasMessageContaining("out-of-range");
        assertThatThrownBy(() -> new Opinion(6, null, null, null)).hasMessageContaining("out-of-range");
    }

    @Test
    void averagesExactly() {
        RatingView rating = RatingView.of(Ids.next(), 0, 0, 1, 0, 2);

        assertThat(rating.count()).isEqualTo(3);
        assertThat(rating.sum()).isEqualTo(13);
        assertThat(rating.average()).isEqualTo("4.3333");
        assertThat(RatingView.of(Ids.next(), 0, 0, 0, 0, 0).average()).isNull();
        assertThat(RatingView.of(Ids.next(), 0, 1, 2, 0, 0).average()).isEqualTo("2.6667");
    }

    private static Review posted() {
        return Review.post(Ids.next(), NOW, "author", new Review.About(Ids.next(), Ids.next(), Ids.next(), 1, "WEB", "ID"),
                new BusinessTime(NOW, LocalDate.of(2026, 3, 1), Precision.INSTANT), new Opinion(5, "Good", null, null));
    }

    private static Review.Verdict verdict(ReviewState state, @Nullable String reason) {
        return new Review.Verdict(state, reason);
    }
}
