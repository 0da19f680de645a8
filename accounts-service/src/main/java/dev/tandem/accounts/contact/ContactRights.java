package dev.tandem.accounts.contact;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.erasure.Erasure;
import dev.tandem.platform.erasure.PersonExport;
import dev.tandem.platform.erasure.PersonHistory;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.personal.PersonMarks;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;

/** What a contact may ask as a person: to have all that is kept about him, and to have it forgotten. */
@ApplicationScoped
class ContactRights {

    private static final PersonHistory.Telling TELLING = new PersonHistory.Telling(ContactService.KIND,
            Set.of("email", "phone"), Set.of("firstName", "lastName"));

    private static final String RECORDS = """
            with recursive record (id, step) as (
                select cast(:id as uuid), 0
                union all
                select c.id, r.step + 1 from contact c join record r on c.merged_into_id = r.id)
            select id from record order by step, id""";

    private final EntityManager entities;
    private final ContactService contacts;
    private final ExternalIds externalIds;
    private final PersonHistory history;
    private final Erasure erasure;
    private final PersonExport export;
    private final Journal journal;
    private final Caller caller;
    private final Clock clock;

    ContactRights(EntityManager entities, ContactService contacts, ExternalIds externalIds, PersonHistory history,
            Erasure erasure, PersonExport export,
            Journal journal, Caller caller, Clock clock) {
        this.entities = entities;
        this.contacts = contacts;
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
    ContactView erase(UUID id, @Nullable String ifMatch) {
        Contact contact = known(id);
        UUID heir = contacts.livesOnIn(contact);
        if (heir != null) {
            throw ProblemException.conflict("contact-merged", "The contact lives on in " + heir + ".")
                    .with("mergedIntoId", heir);
        }
        if (contact.isErased()) {
            return view(contact);
        }
        ETags.checkMatch(ifMatch, contact.version());
        PersonMarks marks = marks(contact);
        Instant begun = erasure.forgetRows(marks);
        entities.refresh(contact, LockModeType.PESSIMISTIC_WRITE);
        if (contact.isErased()) {
            return view(contact);
        }
        ETags.checkMatch(ifMatch, contact.version());
        Instant now = clock.instant();
        List<ExternalId> names = names(id);
        PersonMarks present = marks(contact);
        erasure.erase(present, present.ids().equals(marks.ids()) ? begun : Instant.MIN, caller.subject());
        externalIds.conceal(ContactService.KIND, id, names);
        contact.erase(now, caller.subject());
        entities.flush();
        journal.write(erased(contact, now));
        return view(contact);
    }

    /** The person is gone, from the state before as well: nothing could seal it any more. */
    private static Change erased(Contact contact, Instant now) {
        JsonNode left = StrictJson.mapper().valueToTree(ContactView.of(contact, List.of()));
        return new Change(ContactService.KIND, contact.id(), contact.version(), ChangeType.ERASED, "erased", Source.API, now,
                null, null, left, contact.id(), Set.of());
    }

    /** What an export begins with. */
    record Head(PersonMarks marks, ContactView contact) {
    }

    @Transactional
    Head head(UUID id) {
        Contact contact = known(id);
        UUID heir = contacts.livesOnIn(contact);
        if (heir != null) {
            throw ProblemException.moved("contact-merged", "The contact lives on in " + heir + ".", "../" + heir + "/export");
        }
        if (contact.isErased()) {
            throw ProblemException.notFound(ContactService.KIND, id);
        }
        return new Head(marks(contact), view(contact));
    }

    void write(Head head, OutputStream out) throws IOException {
        export.write(head.marks(), ContactService.KIND, Map.of("contact", head.contact()), out);
    }

    private Contact known(UUID id) {
        Contact contact = entities.find(Contact.class, id);
        if (contact == null) {
            throw ProblemException.notFound(ContactService.KIND, id);
        }
        return contact;
    }

    private PersonMarks marks(Contact contact) {
        return history.marks(TELLING, ids(contact), StrictJson.mapper().valueToTree(view(contact)));
    }

    /** The person's record, and all that have become one with it. */
    private List<UUID> ids(Contact contact) {
        return entities.createNativeQuery(RECORDS, UUID.class).setParameter("id", contact.id()).getResultList();
    }

    private ContactView view(Contact contact) {
        return ContactView.of(contact, names(contact.id()));
    }

    private List<ExternalId> names(UUID id) {
        return externalIds.of(ContactService.KIND, List.of(id)).getOrDefault(id, List.of());
    }
}
