package dev.tandem.orders.cart;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Listing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Loads carts, with the lock where they are about to change. */
@ApplicationScoped
class CartRepository implements PanacheRepositoryBase<Cart, UUID> {

    Optional<Cart> known(UUID id) {
        return findByIdOptional(id);
    }

    /** The cart, held until the transaction ends, so that two tabs cannot both buy it. */
    Optional<Cart> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The cart that this log-in is filling, held. */
    Optional<Cart> open(Cart.Owner owner) {
        return getEntityManager().createQuery("select c from " + Cart.class.getName() + " c where c.ownerIssuer = :issuer"
                + " and c.ownerSubject = :subject and c.status = OPEN and c.deletedAt is null", Cart.class)
                .setParameter("issuer", owner.issuer()).setParameter("subject", owner.subject())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream().findFirst();
    }

    /** The next carts of a customer's log-ins, and those that became his orders, in the order of their ids. */
    List<Cart> ofCustomer(UUID customerId, @Nullable UUID after, int limit) {
        return getEntityManager().createNativeQuery("""
                SELECT c.* FROM cart c WHERE c.id > :after AND (
                    EXISTS (SELECT 1 FROM customer_login l WHERE l.customer_id = :customer
                            AND l.issuer = c.owner_issuer AND l.subject = c.owner_subject)
                    OR c.order_id IN (SELECT o.id FROM sales_order o WHERE o.customer_id = :customer))
                ORDER BY c.id""", Cart.class).setParameter("after", after == null ? new UUID(0, 0) : after)
                .setParameter("customer", customerId).setMaxResults(limit).getResultList();
    }

    Listing<Cart> listing() {
        return new Listing<>(getEntityManager(), Cart.class, CartView.class);
    }
}
