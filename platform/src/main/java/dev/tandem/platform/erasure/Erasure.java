package dev.tandem.platform.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;

import dev.tandem.platform.imports.ImportTraces;
import dev.tandem.platform.personal.PersonMarks;
import dev.tandem.platform.personal.SubjectKeys;

/**
 * Forgets a person. What is sealed for him (audit, stored replies) goes with his key; what is not sealed is blanked by those
 * who keep it; what nobody could assign to anybody (failed rows of files) is looked for by what tells of him.
 */
@ApplicationScoped
public class Erasure {

    private final Instance<PersonalRecords> records;
    private final SubjectKeys keys;
    private final ImportTraces imports;
    private final Clock clock;

    Erasure(@Any Instance<PersonalRecords> records, SubjectKeys keys, ImportTraces imports, Clock clock) {
        this.records = records;
        this.keys = keys;
        this.imports = imports;
        this.clock = clock;
    }

    /**
     * Looks through the failed rows of files, in transactions of its own, before the caller holds anything: that may take a
     * while, and who is interrupted here begins again.
     *
     * @return when it began; what comes in meanwhile is for {@link #erase}
     */
    public Instant forgetRows(PersonMarks marks) {
        Instant begun = clock.instant();
        imports.forget(marks, Instant.MIN);
        return begun;
    }

    /** Forgets the person for good; the caller holds the record of the person and blanks it in the same transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(PersonMarks marks, Instant rowsForgotten, String by) {
        Instant now = clock.instant();
        List<PersonalRecords> kept = records.stream().toList();
        for (UUID person : marks.ids()) {
            // Whoever writes holds his row first and the key then; the same order here.
            kept.forEach(one -> one.erase(person, now, by));
            keys.erase(person);
            kept.forEach(one -> one.erase(person, now, by));
        }
        imports.forget(marks, rowsForgotten);
    }
}
