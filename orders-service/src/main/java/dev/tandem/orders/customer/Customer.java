package dev.tandem.orders.customer;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;

/** A person who buys, or may. Everything about the person may be unknown: a file of orders names people by number only. */
@Entity
@Table(name = "customer")
public class Customer extends StoredRecord {

    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    private CustomerStatus status;

    @Column(name = "given_name")
    private @Nullable String givenName;

    @Column(name = "family_name")
    private @Nullable String familyName;

    @Column(name = "email")
    private @Nullable String email;

    @Column(name = "phone")
    private @Nullable String phone;

    @Column(name = "birth_year")
    private @Nullable Integer birthYear;

    @Column(name = "country")
    private @Nullable String country;

    @Column(name = "locale")
    private @Nullable String locale;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Customer() {
    }

    Customer(UUID id, Source source, Instant now, String by, Person person) {
        super(id, source, now, by);
        this.status = CustomerStatus.ACTIVE;
        become(person);
    }

    /**
     * Takes over what is known now.
     *
     * @return whether anything differs; where not, nothing was touched
     */
    boolean describe(Person person, Instant now, String by) {
        refuseGone();
        if (person.equals(person())) {
            return false;
        }
        become(person);
        touch(now, by);
        return true;
    }

    /** Forgets who the person is. The record stays, so that what was sold to him stays somebody's. */
    void erase(Instant now, String by) {
        become(Person.UNKNOWN);
        status = CustomerStatus.ERASED;
        touch(now, by);
    }

    boolean isErased() {
        return status == CustomerStatus.ERASED;
    }

    /** Refuses to change who is nobody any more. */
    void refuseGone() {
        if (status == CustomerStatus.ERASED) {
            throw SubjectKeys.erased();
        }
        if (status == CustomerStatus.MERGED) {
            throw ProblemException.conflict("customer-merged", "This customer can no longer be changed.");
        }
    }

    /** Marks a change of what belongs to the customer but is stored elsewhere, such as the names in other systems. */
    void renamed(Instant now, String by) {
        touch(now, by);
    }

    private void become(Person person) {
        givenName = person.givenName();
        familyName = person.familyName();
        email = person.email();
        phone = person.phone();
        birthYear = person.birthYear();
        country = person.country();
        locale = person.locale();
    }

    CustomerStatus status() {
        return status;
    }

    Person person() {
        return new Person(givenName, familyName, email, phone, birthYear, country, locale);
    }
}
