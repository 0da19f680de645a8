package dev.tandem.metrics.contribution;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tandem.metrics.state.ReviewFact;

/** What one review adds to the B2C metrics: nothing while it is not published, and nothing again once it is withdrawn. */
public final class ReviewContributions {

    private ReviewContributions() {
    }

    public static List<Contribution> of(UUID id, ReviewFact review, ZoneId zone) {
        List<Contribution> found = new ArrayList<>();
        if (review.isPublished()) {
            LocalDate day = Objects.requireNonNull(
                    BusinessDay.of(review.occurredAt(), review.occurredOn(), review.precision(), zone));
            Owner owner = new Owner(Owner.Kind.REVIEW, id);
            Dimensions dimensions = Dimensions.ofOrder(review.country(), review.channel())
                    .withProduct(review.productId() == null ? null : review.productId().toString());
            found.add(new Contribution(Metric.RATING_AVG, id, owner, "", day, 0, Contribution.NO_CURRENCY, dimensions,
                    review.rating(), 1));
            found.add(new Contribution(Metric.REVIEW_RATE, id, owner, "", day, 0, Contribution.NO_CURRENCY, dimensions,
                    1, 0));
        }
        return found;
    }
}
