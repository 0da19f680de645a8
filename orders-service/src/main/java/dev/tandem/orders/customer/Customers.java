package dev.tandem.orders.customer;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.tandem.platform.problem.ProblemException;

/** What other features may know of customers: whether they exist, and which of them the caller is. */
@ApplicationScoped
public class Customers {

    private final CustomerRepository customers;
    private final CustomerService service;
    private final CustomerLogins logins;

    Customers(CustomerRepository customers, CustomerService service, CustomerLogins logins) {
        this.customers = customers;
        this.service = service;
        this.logins = logins;
    }

    /** The customer that the caller is; his first purchase makes him one. */
    public UUID ofCaller() {
        return service.me().id();
    }

    /** The customer that the caller is already. */
    public Optional<UUID> ofCallerIfAny() {
        return logins.own();
    }

    /**
     * The caller has shown that he was this guest. Who was no customer yet becomes the one that the guest was; the guest's
     * log-in ends either way.
     *
     * @return the customer that the guest was, where the caller is another one and the guest's things must follow
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UUID> takeOver(String guestIssuer, String guestSubject) {
        logins.lock();
        Optional<UUID> guest = logins.take(guestIssuer, guestSubject);
        Optional<UUID> own = logins.own();
        if (guest.isPresent() && own.isEmpty()) {
            logins.link(guest.get());
            return Optional.empty();
        }
        return guest.filter(customer -> !own.equals(Optional.of(customer)));
    }

    /** Those of the ids that are customers who were erased; nothing new is written about them. One query. */
    public Set<UUID> erased(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(customers.getEntityManager().createQuery("select c.id from " + Customer.class.getName()
                + " c where c.id in :ids and c.status = ERASED", UUID.class).setParameter("ids", ids).getResultList());
    }

    /** The refusal of a row of a file that would write about somebody who was erased; the import keeps nothing of the row. */
    public static ProblemException erasedRow() {
        return ProblemException.invalid("person-erased", "", "The row is about a person who has been erased.");
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
