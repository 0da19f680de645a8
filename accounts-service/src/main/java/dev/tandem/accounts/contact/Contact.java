package dev.tandem.accounts.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;

import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.resource.Stamp;

/** A person in the companies that are sold to. An account has one first contact at most, which the database holds. */
@Entity
@Table(name = "contact")
public class Contact extends StoredRecord {

    @Enumerated(EnumType.STRING)
    private ContactStatus status;

    @Column(name = "first_name")
    private @Nullable String firstName;

    @Column(name = "last_name")
    private @Nullable String lastName;

    private @Nullable String title;

    private @Nullable String email;

    private @Nullable String phone;

    private @Nullable String country;

    private @Nullable String language;

    @Column(name = "do_not_call")
    private boolean doNotCall;

    @ElementCollection
    @CollectionTable(name = "contact_consent", joinColumns = @JoinColumn(name = "contact_id"))
    @BatchSize(size = 500)
    private List<Consent> consents = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "contact_account", joinColumns = @JoinColumn(name = "contact_id"))
    @BatchSize(size = 500)
    private List<AccountLink> accounts = new ArrayList<>();

    @Column(name = "merged_into_id")
    private @Nullable UUID mergedIntoId;

    @Column(name = "owner_id")
    private @Nullable UUID ownerId;

    @Column(name = "team_id")
    private @Nullable UUID teamId;

    @SuppressWarnings("NullAway.Init")
    protected Contact() {
    }

    Contact(UUID id, ContactDetails details, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        this.status = ContactStatus.ACTIVE;
        assign(details);
    }

    void revise(ContactDetails details, Stamp stamp) {
        assign(details);
        touch(stamp.now(), stamp.by());
    }

    private void assign(ContactDetails details) {
        if (details.hasNoName()) {
            throw ProblemException.invalid("required", "/lastName", ContactRules.NAMELESS);
        }
        become(details.complete());
    }

    private void become(ContactDetails details) {
        this.firstName = details.firstName();
        this.lastName = details.lastName();
        this.title = details.title();
        this.email = details.email();
        this.phone = details.phone();
        this.country = details.country();
        this.language = details.language();
        this.doNotCall = Boolean.TRUE.equals(details.doNotCall());
        replace(consents, details.givenConsents());
        replace(accounts, details.links());
        this.ownerId = details.ownerId();
        this.teamId = details.teamId();
    }

    /** Leaves the rows alone where nothing but the order would differ. */
    private static <T> void replace(List<T> stored, List<T> wanted) {
        if (!new HashSet<>(stored).equals(new HashSet<>(wanted))) {
            stored.clear();
            stored.addAll(wanted);
        }
    }

    /** Who is deleted is nobody's first contact any more: another may take the place. */
    @Override
    public void delete(Instant now, String by) {
        super.delete(now, by);
        link(AccountLink::notPrimary);
    }

    /** Forgets who the person is. That somebody was in these accounts stays, and whose contact it was. */
    void erase(Instant now, String by) {
        link(AccountLink::left);
        become(new ContactDetails(null, null, null, null, null, null, null, null, null, accounts, ownerId, teamId));
        this.status = ContactStatus.ERASED;
        touch(now, by);
    }

    /**
     * Accounts live on in another one: who was in several of them is in that one, once.
     *
     * @param from the accounts that went
     * @param first whether this is the first contact of all of them together
     */
    void follow(List<UUID> from, UUID to, boolean first, Stamp stamp) {
        List<AccountLink> kept = new ArrayList<>();
        AccountLink there = null;
        for (AccountLink link : accounts) {
            if (link.accountId().equals(to)) {
                there = link;
            } else if (!from.contains(link.accountId())) {
                kept.add(link);
            }
        }
        for (UUID gone : from) {
            for (AccountLink link : accounts) {
                if (link.accountId().equals(gone)) {
                    there = link.movedTo(to, there, first);
                }
            }
        }
        if (there != null) {
            kept.add(there);
        }
        replace(accounts, kept);
        touch(stamp.now(), stamp.by());
    }

    /**
     * Takes over what this contact lacks. Consents and accounts of all are joined, and one who wants no calls gets none.
     *
     * @param others what is known of the same person, the first one's values first
     */
    void absorb(List<ContactDetails> others, Stamp stamp) {
        ContactDetails joined = details();
        for (ContactDetails other : others) {
            joined = joined.joinedBy(other);
        }
        if (joined.links().size() > ContactDetails.MOST_ACCOUNTS) {
            throw ProblemException.invalid("merge-too-large", "/ids", "One contact is in " + ContactDetails.MOST_ACCOUNTS
                    + " accounts at most.");
        }
        revise(joined, stamp);
    }

    /** Ends: nothing is left of the record but that its id leads to the other one. */
    void mergeInto(UUID survivor, Stamp stamp) {
        delete(stamp.now(), stamp.by());
        become(new ContactDetails(null, null, null, null, null, null, null, null, null, null, ownerId, teamId));
        this.mergedIntoId = survivor;
    }

    private void link(UnaryOperator<AccountLink> change) {
        replace(accounts, accounts.stream().map(change).toList());
    }

    boolean isErased() {
        return status == ContactStatus.ERASED;
    }

    ContactDetails details() {
        return new ContactDetails(firstName, lastName, title, email, phone, country, language, doNotCall,
                consents.stream().sorted(Comparator.comparing(Consent::purpose)).toList(),
                accounts.stream().sorted(Comparator.comparing(link -> link.accountId().toString())).toList(), ownerId, teamId);
    }

    /** That a record was merged follows from where it lives on; the stored status knows of nothing but erasure. */
    ContactStatus status() {
        return mergedIntoId == null ? status : ContactStatus.MERGED;
    }

    @Nullable
    UUID mergedIntoId() {
        return mergedIntoId;
    }

    List<UUID> accountIds() {
        return accounts.stream().map(AccountLink::accountId).toList();
    }

    @Nullable
    UUID ownerId() {
        return ownerId;
    }

    @Nullable
    UUID teamId() {
        return teamId;
    }
}
