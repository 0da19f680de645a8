package dev.tandem.accounts.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Filter;
import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.RecordView;

/** A contact as it is shown; of one who was erased only that there was somebody. */
@Schema(name = "Contact")
public record ContactView(UUID id, @Filter("Status") ContactStatus status, @Searched @Nullable String firstName,
        @Searched @Nullable String lastName, @Searched @Nullable String title,
        @Filter("E-mail address in lower case, or `null`") @Searched @Nullable String email, @Nullable String phone,
        @Filter("Country or `null`") @Nullable String country, @Filter("Language or `null`") @Nullable String language,
        @Filter("`true` or `false`") boolean doNotCall, List<Consent> consents,
        @Filter(value = "Account that the person is or was in, or `null`", name = "accountId", among = "accounts", type = UUID.class) List<AccountLink> accounts,
        @Filter("Owner (sales user) or `null`") @Nullable UUID ownerId, @Filter("Team or `null`") @Nullable UUID teamId,
        List<ExternalId> externalIds, Source source, long version, Instant createdAt, Instant updatedAt) implements RecordView {

    static ContactView of(Contact contact, List<ExternalId> names) {
        ContactDetails d = contact.details();
        return new ContactView(contact.id(), contact.status(), d.firstName(), d.lastName(), d.title(), d.email(), d.phone(),
                d.country(), d.language(), Boolean.TRUE.equals(d.doNotCall()), d.givenConsents(), d.links(), d.ownerId(),
                d.teamId(), names, contact.source(), contact.version(), contact.createdAt(), contact.updatedAt());
    }
}
