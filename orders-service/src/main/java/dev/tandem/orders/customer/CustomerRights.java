package dev.tandem.orders.customer;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.erasure.Erasure;
import dev.tandem.platform.erasure.PersonExport;
import dev.tandem.platform.erasure.PersonHistory;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.personal.PersonMarks;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;

/** What a customer may ask as a person: to have all that is kept about him, and to have it forgotten. */
@ApplicationScoped
class CustomerRights {

    private static final PersonHistory.Telling TELLING = new PersonHistory.Telling(CustomerChange.KIND,
            Set.of("email", "phone"), Set.of("givenName", "familyName"));

    private final CustomerRepository customers;
    private final CustomerLogins logins;
    private final ExternalIds externalIds;
    private final PersonHistory history;
    private final Erasure erasure;
    private final PersonExport export;
    private final Journal journal;
    private final Caller caller;
    private final Clock clock;

    CustomerRights(CustomerRepository customers, CustomerLogins logins, ExternalIds externalIds, PersonHistory history,
            Erasure erasure, PersonExport export, Journal journal, Caller caller, Clock clock) {
        this.customers = customers;
        this.logins = logins;
        this.externalIds = externalIds;
        this.history = history;
        this.erasure = erasure;
        this.export = export;
        this.journal = journal;
        this.caller = caller;
        this.clock = clock;
    }

    /** Forgets the person; who was forgotten already is left alone. */
    @Transactional
    CustomerView erase(UUID id, @Nullable String ifMatch) {
        Customer customer = known(id);
        if (customer.isErased()) {
            return CustomerView.of(customer, List.of());
        }
        ETags.checkMatch(ifMatch, customer.version());
        PersonMarks marks = marks(customer);
        Instant begun = erasure.forgetRows(marks);
        customers.getEntityManager().refresh(customer, LockModeType.PESSIMISTIC_WRITE);
        if (customer.isErased()) {
            return CustomerView.of(customer, List.of());
        }
        ETags.checkMatch(ifMatch, customer.version());
        Instant now = clock.instant();
        erasure.erase(marks, begun, caller.subject());
        externalIds.conceal(CustomerChange.KIND, id, names(id));
        logins.unlink(id);
        customer.erase(now, caller.subject());
        customers.flush();
        journal.write(CustomerChange.erased(customer, now));
        return CustomerView.of(customer, List.of());
    }

    /** What an export begins with. */
    record Head(PersonMarks marks, Map<String, Object> parts) {
    }

    /** Whether the caller may have the person's data, and what the document begins with. */
    @Transactional
    Head head(UUID id) {
        if (!logins.maySee(id)) {
            throw ProblemException.notFound("customer", id);
        }
        Customer customer = known(id);
        if (customer.isErased()) {
            throw ProblemException.notFound("customer", id);
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("customer", CustomerView.of(customer, names(id)));
        parts.put("logins", logins.of(id));
        return new Head(marks(customer), parts);
    }

    void write(Head head, OutputStream out) throws IOException {
        export.write(head.marks(), CustomerChange.KIND, head.parts(), out);
    }

    private Customer known(UUID id) {
        return customers.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("customer", id));
    }

    private List<ExternalId> names(UUID id) {
        return externalIds.of(CustomerChange.KIND, List.of(id)).getOrDefault(id, List.of());
    }

    private PersonMarks marks(Customer customer) {
        return history.marks(TELLING, List.of(customer.id()), CustomerChange.state(customer, names(customer.id())));
    }
}
