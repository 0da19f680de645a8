package dev.tandem.accounts.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.record.Source;

/** The data of a {@code contact} event: nothing that would tell who it is. */
record ContactFeed(UUID id, ContactStatus status, @Nullable UUID mergedIntoId, @Nullable String emailDomain,
        @Nullable String country, boolean doNotCall,
        List<ConsentPurpose> consents, List<AccountLink> accounts, @Nullable UUID ownerId, @Nullable UUID teamId,
        @Nullable String externalId, Instant createdAt, Source source, long version) {

    static ContactFeed of(Contact contact, @Nullable String externalId) {
        ContactDetails d = contact.details();
        return new ContactFeed(contact.id(), contact.status(), contact.mergedIntoId(), domain(d.email()), d.country(),
                Boolean.TRUE.equals(d.doNotCall()),
                d.givenConsents().stream().filter(Consent::holds).map(Consent::purpose).toList(), d.links(), d.ownerId(),
                d.teamId(), externalId, contact.createdAt(), contact.source(), contact.version());
    }

    private static @Nullable String domain(@Nullable String email) {
        return email == null ? null : email.substring(email.lastIndexOf('@') + 1);
    }
}
