package dev.tandem.orders.review;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import dev.tandem.platform.listing.Listing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Loads reviews, with the lock where they are about to change, and reads what the database has added up. */
@ApplicationScoped
class ReviewRepository implements PanacheRepositoryBase<Review, UUID> {

    /** A line of an order. */
    record Purchase(UUID orderId, int lineNo) {
    }

    Optional<Review> living(UUID id) {
        return findByIdOptional(id).filter(review -> !review.isDeleted());
    }

    /** The review, deleted or not. */
    Optional<Review> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Reviews by id, held; in the order of their ids, so that two chunks never wait for one another. */
    Map<UUID, Review> locked(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return getEntityManager().createQuery("select r from " + Review.class.getName() + " r where r.id in :ids order by r.id",
                Review.class).setParameter("ids", ids).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream()
                .collect(Collectors.toMap(Review::id, Function.identity()));
    }

    /** Which lines of these orders have a review. */
    Map<Purchase, UUID> reviewed(Collection<UUID> orderIds) {
        if (orderIds.isEmpty()) {
            return Map.of();
        }
        List<Object[]> rows = getEntityManager().createQuery("select r.orderId, r.lineNo, r.id from " + Review.class.getName()
                + " r where r.orderId in :orders and r.deletedAt is null", Object[].class).setParameter("orders", orderIds)
                .getResultList();
        return rows.stream().collect(Collectors.toMap(row -> new Purchase((UUID) row[0], (Integer) row[1]),
                row -> (UUID) row[2]));
    }

    /**
     * Takes the ratings of these products in one order before a batch of reviews is written, because the batch itself would
     * take them in the order of its rows.
     */
    void lockRatings(Collection<UUID> productIds) {
        if (!productIds.isEmpty()) {
            getEntityManager().createNativeQuery("select cast(hold_ratings(:products) as text)", String.class)
                    .setParameter("products", productIds.toArray(UUID[]::new)).getSingleResult();
        }
    }

    /** The rating of a product, as the database keeps it. */
    RatingView rating(UUID productId) {
        List<Object[]> rows = getEntityManager().createNativeQuery("select stars_1, stars_2, stars_3, stars_4, stars_5"
                + " from rating_summary where product_id = :product", Object[].class).setParameter("product", productId)
                .getResultList();
        if (rows.isEmpty()) {
            return RatingView.of(productId, 0, 0, 0, 0, 0);
        }
        Object[] row = rows.getFirst();
        return RatingView.of(productId, (Long) row[0], (Long) row[1], (Long) row[2], (Long) row[3], (Long) row[4]);
    }

    Listing<Review> listing() {
        return new Listing<>(getEntityManager(), Review.class, ReviewView.class);
    }
}
