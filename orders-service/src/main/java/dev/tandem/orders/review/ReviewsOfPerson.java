package dev.tandem.orders.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.erasure.PersonalRecords;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.ExternalName;

/** A person's reviews: his words go with him, his stars stay. */
@ApplicationScoped
class ReviewsOfPerson implements PersonalRecords {

    private final ReviewRepository reviews;
    private final ExternalIds externalIds;
    private final Journal journal;

    ReviewsOfPerson(ReviewRepository reviews, ExternalIds externalIds, Journal journal) {
        this.reviews = reviews;
        this.externalIds = externalIds;
        this.journal = journal;
    }

    @Override
    public String name() {
        return "reviews";
    }

    @Override
    public String kind() {
        return ReviewChange.KIND;
    }

    @Override
    public List<Kept> about(UUID person, @Nullable UUID after, int limit) {
        return query(person, after).setMaxResults(limit).getResultStream()
                .map(review -> new Kept(review.id(), ReviewView.of(review))).toList();
    }

    @Override
    public void erase(UUID person, Instant now, String by) {
        List<Review> changed = new ArrayList<>();
        for (Review review : query(person, null).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList()) {
            if (review.forgetWords(now, by)) {
                changed.add(review);
            }
        }
        reviews.flush();
        Map<UUID, List<ExternalId>> names = externalIds.of(ReviewChange.KIND, changed.stream().map(Review::id).toList());
        List<Change> changes = new ArrayList<>();
        for (Review review : changed) {
            changes.add(review.isDeleted() ? ReviewChange.deleted(review, null, now)
                    : ReviewChange.of("erased", Source.API, review, ExternalName.first(names.get(review.id())), null,
                            review.occurred().occurredAt()));
        }
        journal.write(changes, by);
    }

    private TypedQuery<Review> query(UUID person, @Nullable UUID after) {
        return reviews.getEntityManager().createQuery("select r from " + Review.class.getName()
                + " r where r.customerId = :person and r.id > :after order by r.id", Review.class)
                .setParameter("person", person).setParameter("after", after == null ? new UUID(0, 0) : after);
    }
}
