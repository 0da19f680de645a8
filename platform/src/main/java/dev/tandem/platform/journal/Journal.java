package dev.tandem.platform.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.tandem.platform.feed.Outbox;
import dev.tandem.platform.feed.OutboxEvent;
import dev.tandem.platform.personal.PersonInRequest;

/**
 * Writes what happened, once and in the transaction of the change: an audit entry per change, and one feed event per
 * record and transaction.
 */
@ApplicationScoped
public class Journal {

    private final AuditLog audit;
    private final Outbox outbox;
    private final Actor actor;
    private final Clock clock;
    private final PersonInRequest person;

    Journal(AuditLog audit, Outbox outbox, Actor actor, Clock clock, PersonInRequest person) {
        this.audit = audit;
        this.outbox = outbox;
        this.actor = actor;
        this.clock = clock;
        this.person = person;
    }

    /** Writes one change. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void write(Change change) {
        write(List.of(change));
    }

    /** Writes changes in few round trips; the caller of the request is who did it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void write(List<Change> changes) {
        write(changes, actor.name());
    }

    /** Writes changes that {@code by} ordered earlier, such as the rows of an import. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void write(List<Change> changes, String by) {
        if (changes.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        changes.forEach(change -> person.note(change.person()));
        audit.append(changes, by, now);
        outbox.append(changes.stream().map(Journal::event).toList(), now);
    }

    /** Writes a change of something that no feed tells of, such as a setting: to the audit alone. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void audit(Change change) {
        person.note(change.person());
        audit.append(List.of(change), actor.name(), clock.instant());
    }

    private static OutboxEvent event(Change change) {
        return new OutboxEvent(change.kind(), change.id(), change.version(), change.type().name(), change.occurredAt(),
                change.feed());
    }
}
