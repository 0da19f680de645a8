package dev.tandem.orders.customer;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.patch.MergePatch;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.ExternalName;
import dev.tandem.platform.validation.Validations;

/** What may be done with customers, each in one transaction with its journal entry. */
@ApplicationScoped
class CustomerService {

    private final CustomerRepository customers;
    private final CustomerLogins logins;
    private final ExternalIds externalIds;
    private final Journal journal;
    private final Validations validations;
    private final Caller caller;
    private final Clock clock;

    CustomerService(CustomerRepository customers, CustomerLogins logins, ExternalIds externalIds, Journal journal,
            Validations validations, Caller caller, Clock clock) {
        this.customers = customers;
        this.logins = logins;
        this.externalIds = externalIds;
        this.journal = journal;
        this.validations = validations;
        this.caller = caller;
        this.clock = clock;
    }

    @Transactional
    CustomerView create(CustomerFields fields) {
        validations.check(fields);
        Instant now = clock.instant();
        Customer customer = new Customer(Ids.next(), Source.API, now, caller.subject(), fields.person());
        refuseTaken(customer);
        customers.persist(customer);
        List<ExternalId> names = ExternalName.ids(fields.externalIds());
        externalIds.replace(CustomerChange.KIND, customer.id(), names);
        customers.flush();
        journal.write(CustomerChange.of("created", Source.API, customer, names, null, now));
        return CustomerView.of(customer, names);
    }

    @Transactional
    CustomerView get(UUID id) {
        return customers.living(id).filter(customer -> logins.maySee(id)).map(this::view)
                .orElseThrow(() -> ProblemException.notFound("customer", id));
    }

    /** The caller as a customer; his first call makes him one. */
    @Transactional
    CustomerView me() {
        return logins.own().map(this::get).orElseGet(() -> {
            logins.lock();
            return logins.own().map(this::get).orElseGet(this::becomeCustomer);
        });
    }

    private CustomerView becomeCustomer() {
        Instant now = clock.instant();
        Customer customer = new Customer(Ids.next(), Source.API, now, caller.subject(), Person.UNKNOWN);
        customers.persist(customer);
        customers.flush();
        logins.link(customer.id());
        journal.write(CustomerChange.of("created", Source.API, customer, List.of(), null, now));
        return CustomerView.of(customer, List.of());
    }

    @Transactional
    CustomerView patch(UUID id, @Nullable String ifMatch, JsonNode patch) {
        Customer customer = changeable(id, ifMatch, found -> !found.isDeleted());
        List<ExternalId> names = namesOf(customer);
        CustomerView before = CustomerView.of(customer, names);
        CustomerFields fields = validations.check(MergePatch.apply(CustomerFields.of(before), patch, CustomerFields.class));
        List<ExternalId> newNames = ExternalName.ids(fields.externalIds());
        boolean renamed = !newNames.equals(names);
        if (renamed && !logins.seesAll()) {
            throw ProblemException.forbidden("Only staff may change the names of a customer in other systems.");
        }
        Instant now = clock.instant();
        JsonNode state = CustomerChange.state(customer, names);
        boolean described = customer.describe(fields.person(), now, caller.subject());
        if (!described && !renamed) {
            return before;
        }
        refuseTaken(customer);
        if (renamed) {
            customer.renamed(now, caller.subject());
            externalIds.replace(CustomerChange.KIND, id, newNames);
        }
        customers.flush();
        journal.write(CustomerChange.of("updated", Source.API, customer, newNames, state, now));
        return CustomerView.of(customer, newNames);
    }

    /** @return the version of the deleted record, by which it can be restored */
    @Transactional
    long delete(UUID id, @Nullable String ifMatch) {
        Customer customer = changeable(id, ifMatch, found -> !found.isDeleted());
        customer.refuseGone();
        Instant now = clock.instant();
        List<ExternalId> names = namesOf(customer);
        JsonNode before = CustomerChange.state(customer, names);
        customer.delete(now, caller.subject());
        customers.flush();
        journal.write(CustomerChange.deleted(customer, names, before, now));
        return customer.version();
    }

    @Transactional
    CustomerView restore(UUID id, @Nullable String ifMatch) {
        Customer customer = changeable(id, ifMatch, Customer::isDeleted);
        customer.refuseGone();
        Instant now = clock.instant();
        customer.restore(now, caller.subject());
        refuseTaken(customer);
        customers.flush();
        List<ExternalId> names = namesOf(customer);
        journal.write(CustomerChange.of("restored", Source.API, customer, names, null, now));
        return CustomerView.of(customer, names);
    }

    @Transactional
    Page<CustomerView> list(CustomerFilter filter, String sort, @Nullable Integer limit, @Nullable String cursor) {
        Page<Customer> page = filter.apply(customers.listing(), logins, externalIds).page(sort, limit, cursor);
        Map<UUID, List<ExternalId>> names = externalIds.of(CustomerChange.KIND,
                page.items().stream().map(Customer::id).toList());
        return new Page<>(page.items().stream()
                .map(customer -> CustomerView.of(customer, names.getOrDefault(customer.id(), List.of()))).toList(),
                page.nextCursor());
    }

    @Transactional
    Count count(CustomerFilter filter) {
        return filter.apply(customers.listing(), logins, externalIds).count();
    }

    private Customer changeable(UUID id, @Nullable String ifMatch, Predicate<Customer> state) {
        if (!logins.maySee(id)) {
            throw ProblemException.notFound("customer", id);
        }
        Customer customer = customers.locked(id);
        if (!state.test(customer)) {
            throw ProblemException.notFound("customer", id);
        }
        ETags.requireMatch(ifMatch, customer.version());
        return customer;
    }

    private void refuseTaken(Customer customer) {
        String email = customer.person().email();
        if (email != null && customers.byEmail(List.of(email)).values().stream().anyMatch(id -> !id.equals(customer.id()))) {
            throw ProblemException.conflict("email-taken", "Another active customer has this e-mail address.");
        }
    }

    private CustomerView view(Customer customer) {
        return CustomerView.of(customer, namesOf(customer));
    }

    private List<ExternalId> namesOf(Customer customer) {
        return externalIds.of(CustomerChange.KIND, List.of(customer.id())).getOrDefault(customer.id(), List.of());
    }
}
