package dev.tandem.platform.erasure;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.journal.AuditEntry;
import dev.tandem.platform.journal.AuditTrail;
import dev.tandem.platform.personal.PersonMarks;

/** By what a person can be recognised: by what his record says of him, and by what it ever said. */
@ApplicationScoped
public class PersonHistory {

    private static final int PART = 500;

    /**
     * What tells a person, in the record of one.
     *
     * @param kind of the record
     * @param alone fields that tell by themselves, such as an address
     * @param together fields that tell only together, such as the parts of a name
     */
    public record Telling(String kind, Set<String> alone, Set<String> together) {
    }

    private final AuditTrail audit;

    PersonHistory(AuditTrail audit) {
        this.audit = audit;
    }

    /**
     * The marks of one person.
     *
     * @param ids of all records that are or were about him
     * @param present the record as it is shown, with its {@code externalIds}
     */
    public PersonMarks marks(Telling telling, List<UUID> ids, JsonNode present) {
        PersonMarks marks = new PersonMarks(ids);
        add(telling, marks, present);
        List<AuditEntry> part = audit.of(telling.kind(), ids, null, PART);
        while (!part.isEmpty()) {
            for (AuditEntry entry : part) {
                add(telling, marks, entry.before());
                add(telling, marks, entry.after());
            }
            part = audit.of(telling.kind(), ids, part.getLast().id(), PART);
        }
        return marks;
    }

    private static void add(Telling telling, PersonMarks marks, @Nullable JsonNode state) {
        if (state == null) {
            return;
        }
        telling.alone().forEach(field -> marks.alone(text(state, field)));
        marks.together(telling.together().stream().map(field -> text(state, field)).toArray(String[]::new));
        state.path("externalIds").forEach(name -> marks.named(telling.kind(), name.path("system").asText(),
                name.path("id").asText()));
    }

    private static @Nullable String text(JsonNode state, String field) {
        return state.path(field).isTextual() ? state.path(field).asText() : null;
    }
}
