package dev.tandem.platform.imports;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.RowIdentity.Named;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;

/** Which record each row of a chunk is about, found with one query for the ids and one for each system. */
final class RowRecords {

    private final Map<ExternalId, UUID> byName = new HashMap<>();
    private final Set<UUID> known;

    private RowRecords(Set<UUID> known) {
        this.known = known;
    }

    static RowRecords find(ImportKind<?> kind, Collection<Named> rows, ExternalIds externalIds) {
        Set<UUID> ids = rows.stream().map(Named::id).filter(Objects::nonNull).collect(Collectors.toSet());
        RowRecords records = new RowRecords(ids.isEmpty() ? Set.of() : new HashSet<>(kind.known(ids)));
        Map<String, List<String>> wanted = rows.stream().map(Named::name).filter(Objects::nonNull).distinct().collect(Collectors
                .groupingBy(ExternalId::system, TreeMap::new, Collectors.mapping(ExternalId::id, Collectors.toList())));
        wanted.forEach((system, names) -> externalIds.find(kind.kind(), system, names)
                .forEach((name, record) -> records.byName.put(new ExternalId(system, name), record)));
        return records;
    }

    /** The record of the row, null for a new one; what the row says wrongly about it is added to the violations. */
    @Nullable
    UUID of(Named row, List<Violation> violations) {
        UUID named = row.name() == null ? null : byName.get(row.name());
        if (row.id() == null) {
            return named;
        }
        if (!known.contains(row.id())) {
            violations.add(
                    new Violation("/id", "unknown-record", "There is no record with this id; leave it empty for a new one."));
        } else if (row.name() != null && !row.id().equals(named)) {
            violations.add(new Violation("/externalId", "identity-mismatch", "The external id is not a name of this record."));
        }
        return row.id();
    }
}
