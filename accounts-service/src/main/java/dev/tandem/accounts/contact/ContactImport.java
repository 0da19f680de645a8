package dev.tandem.accounts.contact;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.exports.ExportRow;
import dev.tandem.platform.exports.LivingRecords;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.resource.DetailsImport;

/** Rows of people. Files know a person in one company; what else is known of him stays. */
@Singleton
class ContactImport extends DetailsImport<Contact, ContactDetails> {

    private final ContactRules rules;
    private final EntityManager entities;

    ContactImport(ContactService service, ContactRules rules, EntityManager entities) {
        super(service);
        this.rules = rules;
        this.entities = entities;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.MARKETING);
    }

    @Override
    public Map<String, String> references() {
        return Map.of("accounts.0.accountId", "account", "ownerId", "sales-user", "teamId", "team");
    }

    @Override
    protected ContactDetails over(ContactDetails stored, ContactDetails row) {
        return stored.under(row);
    }

    /** A row may leave out the name of somebody who is known already; the contact itself sees to it that he has one. */
    @Override
    protected List<Violation> rules(ContactDetails row) {
        return rules.check(row);
    }

    /** Of who was erased there is nothing to write. */
    @Override
    public List<ExportRow<ContactDetails>> export(@Nullable UUID after, int limit) {
        return LivingRecords.next(entities, Contact.class, "e.status = ACTIVE", after, limit).stream()
                .map(contact -> new ExportRow<>(contact.id(), contact.details())).toList();
    }
}
