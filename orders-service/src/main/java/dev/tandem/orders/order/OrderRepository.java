package dev.tandem.orders.order;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Loads orders, with the lock where they are about to change. */
@ApplicationScoped
class OrderRepository implements PanacheRepositoryBase<Order, UUID> {

    Order known(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("order", id));
    }

    /** The order, held until the transaction ends, so that two refunds see one another. */
    Order locked(UUID id) {
        Order order = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (order == null) {
            throw ProblemException.notFound("order", id);
        }
        return order;
    }

    /** Orders by id, held; in the order of their ids, so that two chunks never wait for one another. */
    Map<UUID, Order> locked(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return getEntityManager().createQuery("select o from " + Order.class.getName() + " o where o.id in :ids order by o.id",
                Order.class).setParameter("ids", ids).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream()
                .collect(Collectors.toMap(Order::id, Function.identity()));
    }

    /** All orders of a customer, deleted ones among them, held; in the order of their ids. */
    List<Order> lockedOf(UUID customerId) {
        return getEntityManager().createQuery("select o from " + Order.class.getName()
                + " o where o.customerId = :customer order by o.id", Order.class).setParameter("customer", customerId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }

    /** The next orders of a customer, deleted ones among them, in the order of their ids. */
    List<Order> ofCustomer(UUID customerId, @Nullable UUID after, int limit) {
        return getEntityManager().createQuery("select o from " + Order.class.getName() + " o where o.customerId = :customer"
                + " and o.id > :after order by o.id", Order.class).setParameter("customer", customerId)
                .setParameter("after", after == null ? new UUID(0, 0) : after).setMaxResults(limit).getResultList();
    }

    Listing<Order> listing() {
        return new Listing<>(getEntityManager(), Order.class, OrderView.class);
    }

    String nextOrderNo() {
        return String.valueOf(getEntityManager().createNativeQuery("select nextval('order_no')", Long.class).getSingleResult());
    }

    /** Which of these order numbers other orders have already. */
    List<String> takenNumbers(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return getEntityManager().createQuery("select o.orderNo from " + Order.class.getName()
                + " o where o.orderNo in :numbers", String.class).setParameter("numbers", numbers).getResultList();
    }
}
