package dev.tandem.orders.customer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Loads customers, with the lock where they are about to change. */
@ApplicationScoped
class CustomerRepository implements PanacheRepositoryBase<Customer, UUID> {

    /** The customer, deleted or not. */
    Customer locked(UUID id) {
        Customer customer = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (customer == null) {
            throw ProblemException.notFound("customer", id);
        }
        return customer;
    }

    Optional<Customer> living(UUID id) {
        return findByIdOptional(id).filter(customer -> !customer.isDeleted());
    }

    /** Customers by id, held; in the order of their ids, so that two chunks never wait for one another. */
    Map<UUID, Customer> locked(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return getEntityManager().createQuery("select c from " + Customer.class.getName()
                + " c where c.id in :ids order by c.id", Customer.class).setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream()
                .collect(Collectors.toMap(Customer::id, Function.identity()));
    }

    /** Which active customers have these addresses. */
    Map<String, UUID> byEmail(Collection<String> emails) {
        Map<String, UUID> found = new HashMap<>();
        if (!emails.isEmpty()) {
            getEntityManager().createQuery("select c.email, c.id from " + Customer.class.getName()
                    + " c where c.email in :emails and c.status = ACTIVE and c.deletedAt is null", Object[].class)
                    .setParameter("emails", emails).getResultStream()
                    .forEach(row -> found.put((String) row[0], (UUID) row[1]));
        }
        return found;
    }

    Listing<Customer> listing() {
        return new Listing<>(getEntityManager(), Customer.class, CustomerView.class);
    }
}
