package dev.tandem.platform.journal;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.record.Source;

/**
 * One change of one record.
 *
 * @param version the version after the change, that is after the flush
 * @param action what was done, in the past tense: created, updated, deleted, restored, stage-moved …
 * @param occurredAt business time
 * @param feed data of the feed event; never anything personal
 * @param before state before, for the audit
 * @param after state after, for the audit
 * @param person whose data it is, if it is about a person
 * @param personalFields what in before and after is kept only sealed with the person's key: names, or paths such as
 *        {@code lines.*.description}
 */
public record Change(String kind, UUID id, long version, ChangeType type, String action, Source source,
        Instant occurredAt, @Nullable JsonNode feed, @Nullable JsonNode before, @Nullable JsonNode after,
        @Nullable UUID person, Set<String> personalFields) {

    public Change {
        personalFields = Set.copyOf(personalFields);
        if (person == null && !personalFields.isEmpty()) {
            throw new IllegalArgumentException("Personal fields need the person whose key seals them");
        }
    }
}
