package dev.tandem.platform.resource;

import java.time.Clock;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.validation.Validations;

/** What every record service works with, in one hand, so that a kind's constructor names only what is its own. */
@Singleton
public class Desk {

    final Journal journal;
    final ExternalIds externalIds;
    final Validations validations;
    final References references;
    final EntityManager entities;
    private final Clock clock;
    private final Caller caller;

    Desk(Journal journal, ExternalIds externalIds, Validations validations, References references, EntityManager entities,
            Clock clock, Caller caller) {
        this.journal = journal;
        this.externalIds = externalIds;
        this.validations = validations;
        this.references = references;
        this.entities = entities;
        this.clock = clock;
        this.caller = caller;
    }

    /** The present caller's stamp. */
    public Stamp stamp() {
        return new Stamp(clock.instant(), caller.subject(), Source.API);
    }

    public EntityManager entities() {
        return entities;
    }
}
