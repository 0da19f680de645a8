package dev.tandem.orders.cart;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import dev.tandem.orders.listing.Listing;
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

    Listing<Cart> listing() {
        return new Listing<>(getEntityManager(), Cart.class);
    }
}
