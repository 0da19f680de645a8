package dev.tandem.platform.journal;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.record.Source;

/** A service in the house's manner: load, verb, flush, journal. */
@ApplicationScoped
public class Things {

    private static final String BY = "tester";

    private final EntityManager entities;
    private final Journal journal;
    private final Clock clock;

    Things(EntityManager entities, Journal journal, Clock clock) {
        this.entities = entities;
        this.journal = journal;
        this.clock = clock;
    }

    @Transactional
    public UUID create(String kind, String name) {
        Thing thing = new Thing(Ids.next(), kind, name, clock.instant(), BY);
        entities.persist(thing);
        return journal(thing, "created", ChangeType.UPSERT, null);
    }

    @Transactional
    public void rename(UUID id, String... names) {
        Thing thing = entities.find(Thing.class, id);
        for (String name : names) {
            thing.rename(name, clock.instant(), BY);
        }
        journal(thing, "renamed", ChangeType.UPSERT, null);
    }

    @Transactional
    public void delete(UUID id) {
        Thing thing = entities.find(Thing.class, id);
        thing.delete(clock.instant(), BY);
        journal(thing, "deleted", ChangeType.DELETED, null);
    }

    /** Writes a change in which the name is personal. */
    @Transactional
    public UUID createPerson(String kind, String name, UUID person) {
        Thing thing = new Thing(Ids.next(), kind, name, clock.instant(), BY);
        entities.persist(thing);
        return journal(thing, "created", ChangeType.UPSERT, person);
    }

    @Transactional
    public long version(UUID id) {
        return entities.find(Thing.class, id).version();
    }

    private UUID journal(Thing thing, String action, ChangeType type, @Nullable UUID person) {
        entities.flush();
        ObjectNode state = JsonNodeFactory.instance.objectNode().put("id", thing.id().toString())
                .put("name", thing.name()).put("version", thing.version());
        ObjectNode feed = person == null ? state : JsonNodeFactory.instance.objectNode().put("id", thing.id().toString());
        journal.write(new Change(thing.kind(), thing.id(), thing.version(), type, action, Source.API, thing.updatedAt(),
                type == ChangeType.DELETED ? null : feed, null, state, person,
                person == null ? Set.of() : Set.of("name")));
        return thing.id();
    }
}
