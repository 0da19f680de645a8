package dev.tandem.metrics.state;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The latest known facts of one record. Two versions are kept, because a deletion may bring no facts and events of one
 * record may come in any order: what results depends on the set of events alone, never on their order.
 *
 * @param version newest event that says whether the record exists
 * @param factVersion newest event that brought facts, 0 for none
 * @param subject whom the record's figures are about; null as long as no facts are known
 * @param picks of its closed amounts in another currency than a reporting one; a deletion keeps them for a restore
 * @param fact null where this lane keeps only a mark: nothing known yet, or the subject belongs to another lane
 */
public record EntityState(EntityKey key, long version, Change change, long factVersion, Instant knownAt,
        @Nullable UUID subject, boolean firstImport, List<Pick> picks, @Nullable Fact fact) {

    /** Whether the record counts now. */
    public boolean isLive() {
        return change == Change.UPSERT && fact != null;
    }

    public EntityState withPicks(List<Pick> other) {
        return other.equals(picks) ? this
                : new EntityState(key, version, change, factVersion, knownAt, subject, firstImport, other, fact);
    }
}
