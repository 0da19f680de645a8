package dev.tandem.accounts.contact;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.resource.RecordMerge;
import dev.tandem.platform.resource.Stamp;

/** Makes one contact of several that turned out to be the same person. Nothing refers to contacts but their own parts. */
@Singleton
class ContactMerge extends RecordMerge<Contact, ContactDetails, ContactView> {

    ContactMerge(ContactService service) {
        super(service, List.of(), 0);
    }

    @Override
    protected void absorb(Contact survivor, List<UUID> gone, List<ContactDetails> others, Stamp stamp) {
        survivor.absorb(others, stamp);
    }

    @Override
    protected void end(Contact other, UUID survivor, Stamp stamp) {
        other.mergeInto(survivor, stamp);
    }

    @Override
    protected Set<String> joinedFields() {
        return Set.of("doNotCall", "consents", "accounts");
    }
}
