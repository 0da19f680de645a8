package dev.tandem.orders.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.exports.ExportRow;
import dev.tandem.platform.exports.LivingRecords;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;

/** Takes in people from files; and, for files that name people by number only, people of whom nothing else is known. */
@ApplicationScoped
class CustomerImport implements ExportKind<CustomerRow> {

    private final CustomerRepository customers;
    private final ExternalIds externalIds;
    private final Journal journal;

    CustomerImport(CustomerRepository customers, ExternalIds externalIds, Journal journal) {
        this.customers = customers;
        this.externalIds = externalIds;
        this.journal = journal;
    }

    @Override
    public String kind() {
        return CustomerChange.KIND;
    }

    @Override
    public Class<CustomerRow> rowType() {
        return CustomerRow.class;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.SHOP, Roles.MARKETING);
    }

    /** Of who was erased or merged there is nothing to write. */
    @Override
    public List<ExportRow<CustomerRow>> export(@Nullable UUID after, int limit) {
        return LivingRecords.next(customers.getEntityManager(), Customer.class, "e.status = ACTIVE", after, limit).stream()
                .map(customer -> new ExportRow<>(customer.id(), CustomerRow.of(customer.person()))).toList();
    }

    @Override
    public Set<UUID> known(Collection<UUID> ids) {
        return LivingRecords.known(customers.getEntityManager(), Customer.class, ids);
    }

    @Override
    public List<Outcome> apply(List<ImportRow<CustomerRow>> rows, ImportContext context) {
        Map<UUID, Customer> existing = customers.locked(rows.stream().map(ImportRow::existing).filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<UUID, List<ExternalId>> names = externalIds.of(CustomerChange.KIND, existing.keySet());
        Map<String, UUID> owners = customers.byEmail(rows.stream().map(row -> row.value().email()).filter(Objects::nonNull)
                .map(email -> email.strip().toLowerCase(java.util.Locale.ROOT)).collect(Collectors.toSet()));
        List<Outcome> outcomes = new ArrayList<>(rows.size());
        Map<Customer, List<ExternalId>> created = new LinkedHashMap<>();
        Map<Customer, JsonNode> changed = new LinkedHashMap<>();
        for (ImportRow<CustomerRow> row : rows) {
            try {
                Customer customer = row.existing() == null ? null : existing.get(row.existing());
                outcomes.add(customer == null ? create(row, context, owners, created)
                        : update(customer, row.value(), context, owners, names, changed));
            } catch (ProblemException refused) {
                outcomes.add(Outcome.failed(refused.violations()));
            }
        }
        write(created, changed, names, context);
        return outcomes;
    }

    private Outcome create(ImportRow<CustomerRow> row, ImportContext context, Map<String, UUID> owners,
            Map<Customer, List<ExternalId>> created) {
        Person person = row.value().over(Person.UNKNOWN);
        UUID id = Ids.next();
        claim(person.email(), id, owners);
        Customer customer = new Customer(id, Source.IMPORT, context.now(), context.actor(), person);
        customers.persist(customer);
        created.put(customer, row.externalId() == null ? List.of() : List.of(row.externalId()));
        return Outcome.created(id);
    }

    private Outcome update(Customer customer, CustomerRow row, ImportContext context, Map<String, UUID> owners,
            Map<UUID, List<ExternalId>> names, Map<Customer, JsonNode> changed) {
        if (customer.isDeleted()) {
            throw ProblemException.invalid("deleted", "", "This customer was deleted; restore it first.");
        }
        if (customer.isErased()) {
            throw Customers.erasedRow();
        }
        Person person = row.over(customer.person());
        if (person.equals(customer.person())) {
            return changed.containsKey(customer) ? Outcome.updated(customer.id()) : Outcome.unchanged(customer.id());
        }
        claim(person.email(), customer.id(), owners);
        JsonNode before = CustomerChange.state(customer, names.getOrDefault(customer.id(), List.of()));
        customer.describe(person, context.now(), context.actor());
        changed.putIfAbsent(customer, before);
        return Outcome.updated(customer.id());
    }

    private static void claim(@Nullable String email, UUID id, Map<String, UUID> owners) {
        if (email == null) {
            return;
        }
        UUID owner = owners.putIfAbsent(email, id);
        if (owner != null && !owner.equals(id)) {
            throw ProblemException.invalid("email-taken", "/email", "Another active customer has this e-mail address.");
        }
    }

    @Override
    public Map<String, UUID> createMinimal(String system, Collection<String> ids, ImportContext context) {
        Map<String, UUID> made = new HashMap<>();
        Map<Customer, List<ExternalId>> created = new LinkedHashMap<>();
        for (String id : ids) {
            Customer customer = new Customer(Ids.next(), Source.IMPORT, context.now(), context.actor(), Person.UNKNOWN);
            customers.persist(customer);
            created.put(customer, List.of(new ExternalId(system, id)));
            made.put(id, customer.id());
        }
        write(created, Map.of(), Map.of(), context);
        return made;
    }

    private void write(Map<Customer, List<ExternalId>> created, Map<Customer, JsonNode> changed,
            Map<UUID, List<ExternalId>> names, ImportContext context) {
        if (created.isEmpty() && changed.isEmpty()) {
            return;
        }
        customers.flush();
        List<Change> changes = new ArrayList<>(created.size() + changed.size());
        created.forEach((customer, own) -> changes
                .add(CustomerChange.of("imported", Source.IMPORT, customer, own, null, context.now())));
        changed.forEach((customer, before) -> changes.add(CustomerChange.of("imported", Source.IMPORT, customer,
                names.getOrDefault(customer.id(), List.of()), before, context.now())));
        journal.write(changes, context.actor());
    }
}
