package dev.tandem.accounts.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.patch.MergePatch;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.StoredRecord;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/**
 * Reads and changes one kind of record. Every change is one transaction: the row under its lock, the version check, the verb
 * of the aggregate, one flush, then audit and feed with the final version.
 *
 * @param <T> the aggregate
 * @param <D> its settable fields
 * @param <V> what is shown of it
 */
public abstract class RecordService<T extends StoredRecord, D extends Record, V extends RecordView> {

    protected final Desk desk;
    private final PanacheRepositoryBase<T, UUID> repository;
    private final String kind;
    private final Class<T> entity;
    private final Class<D> settable;
    private final Sorting<T> sorting;

    protected RecordService(Desk desk, PanacheRepositoryBase<T, UUID> repository, String kind, Class<T> entity,
            Class<D> settable, Sorting<T> sorting) {
        this.desk = desk;
        this.repository = repository;
        this.kind = kind;
        this.entity = entity;
        this.settable = settable;
        this.sorting = sorting;
    }

    // --- What only the kind knows ------------------------------------------------------------------------------------

    protected abstract T open(UUID id, D details, Stamp stamp);

    protected abstract void revise(T record, D details, Stamp stamp);

    protected abstract D details(T record);

    protected abstract V view(T record, List<ExternalId> names);

    /** The data of the feed event: ids and codes, nothing personal. */
    protected abstract Object feed(T record, @Nullable String externalId);

    /** The other records that the fields name. */
    protected abstract List<Reference> references(D details);

    /** Rules beyond Bean Validation that need configuration. */
    protected List<Violation> rules(D details) {
        return List.of();
    }

    /** Leaves only rows that the present caller may know of. */
    protected Selection within(Selection selection) {
        return selection;
    }

    /** Whether the present caller may know of the record. */
    protected boolean isWithinReach(T record) {
        return true;
    }

    /** What the present caller's new or changed record is to be: who may give what to whom. */
    protected D allowed(D wanted, @Nullable D before) {
        return wanted;
    }

    /** Refuses to delete what others still stand on. */
    protected void checkUnused(T record) {
    }

    // --- Reading -----------------------------------------------------------------------------------------------------

    @Transactional
    public V get(UUID id) {
        T record = reachable(repository.findById(id), id);
        return view(record, names(id));
    }

    @Transactional
    public Page<V> page(Selection filters, @Nullable String sort, @Nullable String cursor, @Nullable Integer limit) {
        int size = Limits.page(limit);
        Selection selection = within(filters);
        Sorting.Ordered<T> order = sorting.order(selection, sort, cursor);
        List<T> found = selection.bind(desk.entities.createQuery(
                "select e from " + entity.getSimpleName() + " e" + selection.where() + order.orderBy(), entity))
                .setMaxResults(size + 1).getResultList();
        List<T> items = found.size() > size ? found.subList(0, size) : found;
        Map<UUID, List<ExternalId>> names = desk.externalIds.of(kind, items.stream().map(StoredRecord::id).toList());
        List<V> views = items.stream().map(one -> view(one, names.getOrDefault(one.id(), List.of()))).toList();
        return new Page<>(views, found.size() > size ? order.cursor().apply(items.getLast()) : null);
    }

    /** Looks at one row more than is told exactly and no further, so that a count costs the same however large the table. */
    @Transactional
    public Count count(Selection filters) {
        Selection selection = within(filters);
        return Count.of(selection.bind(desk.entities.createQuery(
                "select 1 from " + entity.getSimpleName() + " e" + selection.where(), Integer.class))
                .setMaxResults(Limits.COUNT + 1).getResultList().size());
    }

    // --- Changing ----------------------------------------------------------------------------------------------------

    @Transactional
    public V create(D asked) {
        D details = checked(allowed(asked, null), null);
        T record = open(Ids.next(), details, desk.stamp());
        repository.persist(record);
        return written(record, "created", ChangeType.UPSERT, null, List.of());
    }

    /** Makes a record that no caller asked for, such as what a new installation begins with. */
    protected void seed(D details, Stamp stamp) {
        T record = open(Ids.next(), details, stamp);
        repository.persist(record);
        repository.flush();
        desk.journal.write(changed(record, "created", ChangeType.UPSERT, null, List.of(), stamp));
    }

    /** Lays a merge patch over the settable fields; one that changes nothing makes no version. */
    @Transactional
    public V patch(UUID id, @Nullable String ifMatch, JsonNode patch) {
        return change(id, ifMatch, "updated", (record, stamp) -> {
            D before = details(record);
            D wanted = checked(allowed(MergePatch.apply(before, patch, settable), before), before);
            if (!wanted.equals(before)) {
                revise(record, wanted, stamp);
            }
        });
    }

    @Transactional
    public void delete(UUID id, @Nullable String ifMatch) {
        T record = reachable(locked(id), id);
        ETags.requireMatch(ifMatch, record.version());
        checkUnused(record);
        JsonNode before = tree(record, List.of());
        Stamp stamp = desk.stamp();
        record.delete(stamp.now(), stamp.by());
        written(record, "deleted", ChangeType.DELETED, before, names(id));
    }

    /** Takes a deletion back; restoring what is not deleted changes nothing. */
    @Transactional
    public V restore(UUID id, @Nullable String ifMatch) {
        T record = locked(id);
        if (record == null || !isWithinReach(record)) {
            throw ProblemException.notFound(kind, id);
        }
        ETags.checkMatch(ifMatch, record.version());
        List<ExternalId> names = names(id);
        if (!record.isDeleted()) {
            return view(record, names);
        }
        JsonNode before = tree(record, names);
        Stamp stamp = desk.stamp();
        record.restore(stamp.now(), stamp.by());
        return written(record, "restored", ChangeType.UPSERT, before, names);
    }

    /** One verb on one record, under its lock and against the version that the caller has read. */
    protected V change(UUID id, @Nullable String ifMatch, String action, BiConsumer<T, Stamp> verb) {
        T record = reachable(locked(id), id);
        ETags.requireMatch(ifMatch, record.version());
        List<ExternalId> names = names(id);
        JsonNode before = tree(record, names);
        long version = record.version();
        verb.accept(record, desk.stamp());
        repository.flush();
        return record.version() == version ? view(record, names) : written(record, action, ChangeType.UPSERT, before, names);
    }

    /** Binds and checks the body of an action, after existence and version have been looked at. */
    protected <B> B body(@Nullable JsonNode json, Class<B> type) {
        if (json == null) {
            throw ProblemException.badRequest("body-required", "", "The request needs a JSON body.");
        }
        return desk.validations.check(StrictJson.bind(json, type));
    }

    private D checked(D wanted, @Nullable D before) {
        List<Violation> found = new ArrayList<>(desk.validations.violations(wanted));
        found.addAll(rules(wanted));
        Set<Reference> known = before == null ? Set.of() : Set.copyOf(references(before));
        found.addAll(desk.references.check(List.of(references(wanted).stream().filter(one -> !known.contains(one)).toList()))
                .getFirst());
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
        return wanted;
    }

    private V written(T record, String action, ChangeType type, @Nullable JsonNode before, List<ExternalId> names) {
        repository.flush();
        desk.journal.write(changed(record, action, type, before, names, desk.stamp()));
        return view(record, names);
    }

    /** The journal's entry for a record whose version is final. */
    Change changed(T record, String action, ChangeType type, @Nullable JsonNode before, List<ExternalId> names, Stamp stamp) {
        boolean gone = type == ChangeType.DELETED;
        JsonNode data = gone ? null
                : StrictJson.mapper().valueToTree(feed(record, names.isEmpty() ? null : names.getFirst().id()));
        return new Change(kind, record.id(), record.version(), type, action, stamp.source(), stamp.now(), data, before,
                gone ? null : tree(record, names), null, Set.of());
    }

    JsonNode tree(T record, List<ExternalId> names) {
        return StrictJson.mapper().valueToTree(view(record, names));
    }

    private T reachable(@Nullable T record, UUID id) {
        if (record == null || record.isDeleted() || !isWithinReach(record)) {
            throw ProblemException.notFound(kind, id);
        }
        return record;
    }

    private @Nullable T locked(UUID id) {
        return repository.findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private List<ExternalId> names(UUID id) {
        return desk.externalIds.of(kind, List.of(id)).getOrDefault(id, List.of());
    }

    // --- For imports and start-up ------------------------------------------------------------------------------------

    String kind() {
        return kind;
    }

    Class<D> settable() {
        return settable;
    }

    PanacheRepositoryBase<T, UUID> repository() {
        return repository;
    }

    /** One query, however many ids; deleted records are among them. */
    List<T> load(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of()
                : desk.entities.createQuery("select e from " + entity.getSimpleName() + " e where e.id in :ids", entity)
                        .setParameter("ids", ids).getResultList();
    }

    /** The records that have one of these values of a unique field. One query. */
    Map<String, UUID> known(String field, Collection<String> values) {
        Map<String, UUID> known = new HashMap<>();
        desk.entities.createQuery("select e." + field + ", e.id from " + entity.getSimpleName() + " e where e." + field
                + " in :values and e.deletedAt is null", Object[].class).setParameter("values", values).getResultList()
                .forEach(row -> known.put((String) row[0], (UUID) row[1]));
        return known;
    }
}
