package dev.tandem.platform.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.exports.ExportRow;
import dev.tandem.platform.exports.LivingRecords;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;

/**
 * Works a chunk of rows of one kind with a number of statements that does not depend on the number of rows: one read of what
 * exists, one of its external ids, one for each kind of reference, batched writes, one journal entry for all.
 *
 * @param <T> the aggregate
 * @param <R> a row of the file
 * @param <C> what is read in one go for a whole chunk
 */
public abstract class RecordImport<T extends StoredRecord, R extends Record, C> implements ExportKind<R> {

    private final RecordService<T, ?, ?> service;
    private final Class<R> rowType;

    protected RecordImport(RecordService<T, ?, ?> service, Class<R> rowType) {
        this.service = service;
        this.rowType = rowType;
    }

    /** A new record for the row. Refuses by a {@link ProblemException}. */
    protected abstract T create(UUID id, R row, @Nullable ExternalId externalId, C chunk, Stamp stamp);

    /** Brings a stored record to what the row says. Does nothing where it says nothing new. */
    protected abstract void update(T stored, R row, C chunk, Stamp stamp);

    /** Whether the row says anything that is not stored yet. */
    protected abstract boolean isNews(T stored, R row, C chunk);

    /** The row that would bring the record as it is: the way back. */
    protected abstract R row(T stored);

    /** The other records that the row names. */
    protected abstract List<Reference> references(R row);

    /** Rules that need configuration. */
    protected List<Violation> rules(R row) {
        return List.of();
    }

    /** Called once for a chunk, before its rows: for what can be read in one go. */
    protected abstract C prepare(List<R> rows, Collection<T> stored);

    @Override
    public String kind() {
        return service.kind().name();
    }

    @Override
    public Class<R> rowType() {
        return rowType;
    }

    @Override
    public List<ExportRow<R>> export(@Nullable UUID after, int limit) {
        return LivingRecords.next(service.desk.entities, service.kind().entity(), after, limit).stream()
                .map(one -> new ExportRow<>(one.id(), row(one))).toList();
    }

    @Override
    public Set<UUID> known(Collection<UUID> ids) {
        return LivingRecords.known(service.desk.entities, service.kind().entity(), ids);
    }

    @Override
    public List<Outcome> apply(List<ImportRow<R>> rows, ImportContext context) {
        Chunk chunk = new Chunk(rows, context);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            outcomes.add(chunk.work(rows.get(i), chunk.violations.get(i)));
        }
        chunk.write();
        return outcomes;
    }

    /**
     * Records that hold nothing but what is required, for references to what no file has brought yet. A record that has the
     * name already, whoever made it, is the one that is meant.
     */
    protected Map<String, UUID> createAll(String system, String uniqueField, Map<String, R> minimal, ImportContext context) {
        Map<String, UUID> created = named(uniqueField, minimal.keySet());
        List<ImportRow<R>> rows = minimal.entrySet().stream().filter(one -> !created.containsKey(one.getKey()))
                .map(one -> new ImportRow<>(0L, new ExternalId(system, one.getKey()), null, one.getValue())).toList();
        List<Outcome> outcomes = apply(rows, context);
        for (int i = 0; i < rows.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Created done -> created.put(Objects.requireNonNull(rows.get(i).externalId()).id(), done.id());
                case Outcome.Failed failed -> throw ProblemException.invalid(failed.violations());
                case Outcome.Updated updated -> throw new IllegalStateException("A new record was there: " + updated.id());
                case Outcome.Unchanged same -> throw new IllegalStateException("A new record was there: " + same.id());
            }
        }
        return created;
    }

    /** The records that have one of these values of a unique field. One query. */
    private Map<String, UUID> named(String field, Collection<String> values) {
        Map<String, UUID> named = new LinkedHashMap<>();
        service.desk.entities.createQuery("select e." + field + ", e.id from " + service.kind().entity().getName()
                + " e where e." + field + " in :values and e.deletedAt is null", Object[].class)
                .setParameter("values", values).getResultList()
                .forEach(row -> named.put((String) row[0], (UUID) row[1]));
        return named;
    }

    /** What is read at the beginning of a chunk and what is written at its end. */
    private final class Chunk {

        private record Pending<T>(T record, @Nullable JsonNode before, List<ExternalId> names) {
        }

        private final Stamp stamp;
        private final Map<UUID, T> stored = new HashMap<>();
        private final Map<UUID, List<ExternalId>> names;
        private final List<List<Violation>> violations = new ArrayList<>();
        private final Map<UUID, Pending<T>> pending = new LinkedHashMap<>();
        private final C shared;

        Chunk(List<ImportRow<R>> rows, ImportContext context) {
            stamp = new Stamp(context.now(), context.actor(), Source.IMPORT);
            List<UUID> ids = rows.stream().map(ImportRow::existing).filter(Objects::nonNull).distinct().toList();
            service.load(ids).forEach(one -> stored.put(one.id(), one));
            names = ids.isEmpty() ? Map.of() : service.desk.externalIds.of(kind(), ids);
            List<R> values = rows.stream().map(ImportRow::value).toList();
            List<List<Violation>> unknown = service.desk.references.check(rows.stream().map(this::newReferences).toList());
            for (int i = 0; i < values.size(); i++) {
                List<Violation> found = new ArrayList<>(unknown.get(i));
                found.addAll(rules(values.get(i)));
                violations.add(found);
            }
            shared = prepare(values, stored.values());
        }

        /** What the record refers to already is not asked for again: it may have been deleted since. */
        private List<Reference> newReferences(ImportRow<R> row) {
            T record = row.existing() == null ? null : stored.get(row.existing());
            List<Reference> named = references(row.value());
            if (record == null || named.isEmpty()) {
                return named;
            }
            List<Reference> known = references(row(record));
            return named.stream().filter(one -> !known.contains(one)).toList();
        }

        Outcome work(ImportRow<R> row, List<Violation> found) {
            if (!found.isEmpty()) {
                return Outcome.failed(found);
            }
            try {
                return row.existing() == null ? created(row) : updated(row, row.existing());
            } catch (ProblemException refused) {
                return Outcome.failed(refused.violations().isEmpty()
                        ? List.of(new Violation("", refused.code(), refused.detail()))
                        : refused.violations());
            }
        }

        private Outcome created(ImportRow<R> row) {
            T record = create(Ids.next(), row.value(), row.externalId(), shared, stamp);
            service.desk.entities.persist(record);
            pending.put(record.id(),
                    new Pending<>(record, null, row.externalId() == null ? List.of() : List.of(row.externalId())));
            return Outcome.created(record.id());
        }

        private Outcome updated(ImportRow<R> row, UUID id) {
            T record = stored.get(id);
            if (record != null) {
                service.refuseEnded(record);
            }
            if (record == null || record.isDeleted()) {
                return Outcome.failed("", "deleted", "The record was deleted here; restore it to import it again.");
            }
            if (!isNews(record, row.value(), shared)) {
                return Outcome.unchanged(id);
            }
            boolean first = !pending.containsKey(id);
            List<ExternalId> known = names.getOrDefault(id, List.of());
            Pending<T> change = new Pending<>(record, first ? service.tree(record, known) : null, known);
            try {
                update(record, row.value(), shared, stamp);
            } catch (ProblemException refused) {
                if (!first) {
                    throw new IllegalStateException("Two rows of a chunk change " + id + " and the later is refused", refused);
                }
                service.desk.entities.detach(record);
                service.load(List.of(id)).forEach(fresh -> stored.put(id, fresh));
                throw refused;
            }
            pending.putIfAbsent(id, change);
            return Outcome.updated(id);
        }

        void write() {
            if (pending.isEmpty()) {
                return;
            }
            service.desk.entities.flush();
            List<Change> changes = new ArrayList<>();
            pending.values()
                    .forEach(one -> changes.add(service.changed(one.record(), one.before() == null ? "created" : "updated",
                            ChangeType.UPSERT, one.before(), one.names(), stamp)));
            service.desk.journal.write(changes, stamp.by());
        }
    }
}
