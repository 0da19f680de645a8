package dev.tandem.accounts.contact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.access.Ownership;
import dev.tandem.accounts.access.Reach;
import dev.tandem.accounts.account.Accounts;
import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.resource.Desk;
import dev.tandem.platform.resource.RecordKind;
import dev.tandem.platform.resource.RecordService;
import dev.tandem.platform.resource.Reference;
import dev.tandem.platform.resource.Stamp;

@Singleton
class ContactService extends RecordService<Contact, ContactDetails, ContactView> {

    static final String KIND = "contact";

    /** What tells who somebody is; the accounts and the country do not. */
    private static final Set<String> PERSONAL = Set.of("firstName", "lastName", "title", "email", "phone", "language",
            "consents", "externalIds");

    private final ContactRules rules;
    private final Accounts accounts;
    private final Reach reach;
    private final Ownership ownership;

    ContactService(Desk desk, ContactRules rules, Accounts accounts, Reach reach, Ownership ownership) {
        super(desk, new RecordKind<>(KIND, Contact.class, ContactDetails.class, ContactView.class, Contact::details,
                ContactView::of, ContactFeed::of));
        this.rules = rules;
        this.accounts = accounts;
        this.reach = reach;
        this.ownership = ownership;
    }

    @Override
    protected Contact open(UUID id, ContactDetails details, Stamp stamp) {
        return new Contact(id, details, stamp);
    }

    @Override
    protected void revise(Contact contact, ContactDetails details, Stamp stamp) {
        contact.revise(details, stamp);
    }

    @Override
    protected List<Reference> references(ContactDetails details) {
        List<Reference> references = new ArrayList<>(List.of(new Reference("/ownerId", "SalesUser", details.ownerId()),
                new Reference("/teamId", "Team", details.teamId())));
        List<AccountLink> links = details.links();
        for (int i = 0; i < links.size(); i++) {
            references.add(new Reference(pointer(i), "Account", links.get(i) == null ? null : links.get(i).accountId()));
        }
        return references;
    }

    private static String pointer(int link) {
        return "/accounts/" + link + "/accountId";
    }

    @Override
    protected List<Violation> rules(ContactDetails details) {
        List<Violation> found = rules.check(details);
        if (details.hasNoName()) {
            found.add(new Violation("/lastName", "required", ContactRules.NAMELESS));
        }
        return found;
    }

    @Override
    protected Set<String> personalFields() {
        return PERSONAL;
    }

    @Override
    protected void refuseEnded(Contact contact) {
        if (contact.isErased()) {
            throw SubjectKeys.erased();
        }
    }

    /**
     * The people in accounts that were merged.
     *
     * @param first who is the first contact of all of them together
     */
    void follow(List<UUID> ids, List<UUID> from, UUID to, @Nullable UUID first, Stamp stamp) {
        changeAll(ids, "account-merged", stamp,
                (contact, now) -> contact.follow(from, to, contact.id().equals(first), now));
    }

    @Override
    protected @Nullable UUID livesOnIn(Contact contact) {
        return contact.mergedIntoId() == null ? null : survivor(contact).id();
    }

    /** The record of the same person in which one lives on at last. */
    private Contact survivor(Contact contact) {
        Contact last = contact;
        while (last.mergedIntoId() != null) {
            last = desk.entities().find(Contact.class, last.mergedIntoId());
        }
        return last;
    }

    // --- Who may know of whom ----------------------------------------------------------------------------------------

    /** His own and his team's contacts, and everybody in the accounts that he knows of. */
    @Override
    protected void within(Listing<Contact> listing) {
        if (!reach.isEverything()) {
            List<Object> values = new ArrayList<>(List.of(reach.owners(), reach.teams()));
            values.addAll(accounts.knownTo());
            listing.and("e.id in (select c.id from Contact c where c.ownerId in ? and c.deletedAt is null"
                    + " union select c.id from Contact c where c.teamId in ? and c.deletedAt is null"
                    + " union select c.id from Contact c join c.accounts l where l.accountId in (" + Accounts.KNOWN + "))",
                    values.toArray());
        }
    }

    @Override
    protected boolean isWithinReach(Contact contact) {
        return contact.mergedIntoId() == null ? isKnown(contact) : isKnown(survivor(contact));
    }

    private boolean isKnown(Contact contact) {
        return reach.covers(contact.ownerId(), contact.teamId()) || !accounts.visible(contact.accountIds()).isEmpty();
    }

    @Override
    protected boolean isChangeable(Contact contact) {
        return reach.covers(contact.ownerId(), contact.teamId()) || accounts.isAnyCovered(contact.accountIds());
    }

    @Override
    protected ContactDetails allowed(ContactDetails wanted, @Nullable ContactDetails before) {
        ContactDetails complete = wanted.complete().among(accounts.heirs(wanted.accountIds()));
        if (before == null) {
            checkLinks(complete.links(), List.of());
            return complete.ownedBy(ownership.ofNew(wanted.ownerId()));
        }
        ContactDetails ordered = complete.inOrderOf(before);
        checkLinks(ordered.links(), before.links());
        return ordered.ownedBy(ownership.ofChanged(wanted.ownerId(), before.ownerId()));
    }

    /** A restricted caller names only accounts that he knows of, and leaves the links to all others as they are. */
    private void checkLinks(List<AccountLink> wanted, List<AccountLink> before) {
        if (reach.isEverything() || new HashSet<>(wanted).equals(new HashSet<>(before))) {
            return;
        }
        Set<UUID> named = new HashSet<>();
        wanted.stream().filter(Objects::nonNull).forEach(link -> named.add(link.accountId()));
        before.forEach(link -> named.add(link.accountId()));
        named.remove(null);
        Set<UUID> visible = accounts.visible(named);
        List<Violation> found = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            AccountLink link = wanted.get(i);
            if (link != null && link.accountId() != null && !before.contains(link) && !visible.contains(link.accountId())) {
                found.add(new Violation(pointer(i), "unknown-reference", "There is no record " + link.accountId() + "."));
            }
        }
        if (before.stream().anyMatch(link -> !visible.contains(link.accountId())
                && wanted.stream().filter(Objects::nonNull).noneMatch(kept -> link.accountId().equals(kept.accountId())))) {
            found.add(new Violation("/accounts", "account-not-allowed",
                    "You may not take the contact out of an account that is not yours to see."));
        }
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
    }
}
