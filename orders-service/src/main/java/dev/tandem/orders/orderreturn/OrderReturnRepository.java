package dev.tandem.orders.orderreturn;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.orderreturn.ReturnLine.Taken;
import dev.tandem.platform.database.Database;
import dev.tandem.platform.listing.Listing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Loads returns, with the lock where they are about to change, and adds up what came back of an order. */
@ApplicationScoped
class OrderReturnRepository implements PanacheRepositoryBase<OrderReturn, UUID> {

    private static final String TAKEN = """
            SELECT line_no, sum(claimed_qty)::integer, coalesce(sum(received_qty), 0)::integer,
                   coalesce(sum(refund_goods_minor), 0)::bigint, coalesce(sum(refund_tax_minor), 0)::bigint
            FROM order_return_line WHERE order_id = ? GROUP BY line_no""";
    private static final String GIVEN_BACK = """
            SELECT l.order_id, l.line_no
            FROM order_return_line r
                JOIN order_return t ON t.id = r.return_id AND t.status = 'REFUNDED' AND t.deleted_at IS NULL
                JOIN order_line l ON l.order_id = r.order_id AND l.line_no = r.line_no
            WHERE r.order_id = ANY (?)
            GROUP BY l.order_id, l.line_no, l.quantity HAVING sum(r.received_qty) >= l.quantity""";

    private final Database database;

    OrderReturnRepository(Database database) {
        this.database = database;
    }

    Optional<OrderReturn> living(UUID id) {
        return findByIdOptional(id).filter(one -> !one.isDeleted());
    }

    /** The order that a return belongs to, without loading the return: the order is locked first. */
    Optional<UUID> orderOf(UUID id) {
        return getEntityManager().createQuery("select r.orderId from " + OrderReturn.class.getName()
                + " r where r.id = :id and r.deletedAt is null", UUID.class).setParameter("id", id).getResultStream()
                .findFirst();
    }

    /** The return, held; whoever asks holds its order. */
    OrderReturn locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).orElseThrow();
    }

    /** All returns of a customer, held; in the order of their ids. */
    List<OrderReturn> lockedOf(UUID customerId) {
        return getEntityManager().createQuery("select r from " + OrderReturn.class.getName()
                + " r where r.customerId = :customer order by r.id", OrderReturn.class).setParameter("customer", customerId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }

    /** The next returns of a customer, in the order of their ids. */
    List<OrderReturn> ofCustomer(UUID customerId, @Nullable UUID after, int limit) {
        return getEntityManager().createQuery("select r from " + OrderReturn.class.getName()
                + " r where r.customerId = :customer and r.id > :after order by r.id", OrderReturn.class)
                .setParameter("customer", customerId).setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(limit).getResultList();
    }

    /** What all returns of an order come to, line by line. */
    Map<Integer, Taken> taken(UUID orderId) {
        Map<Integer, Taken> taken = new HashMap<>();
        database.list(TAKEN, row -> taken.put(row.getInt(1),
                new Taken(row.getInt(2), row.getInt(3), row.getLong(4), row.getLong(5))), orderId);
        return taken;
    }

    /** Those lines of the orders for all of whose pieces the money was given back. */
    Set<Returns.Line> givenBack(Collection<UUID> orderIds) {
        return new HashSet<>(database.list(GIVEN_BACK,
                row -> new Returns.Line(row.getObject(1, UUID.class), row.getInt(2)), (Object) orderIds.toArray(UUID[]::new)));
    }

    Listing<OrderReturn> listing() {
        return new Listing<>(getEntityManager(), OrderReturn.class, ReturnView.class);
    }
}
