package dev.tandem.orders.customer;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

/** What other features may know of customers: whether they exist. */
@ApplicationScoped
public class Customers {

    private final CustomerRepository customers;

    Customers(CustomerRepository customers) {
        this.customers = customers;
    }

    /** Those of the ids that are customers and not deleted, in one query. */
    public Set<UUID> known(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(customers.getEntityManager().createQuery("select c.id from " + Customer.class.getName()
                + " c where c.id in :ids and c.deletedAt is null", UUID.class).setParameter("ids", ids).getResultList());
    }
}
