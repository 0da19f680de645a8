package dev.tandem.platform.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;

import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.listing.Search;
import dev.tandem.platform.patch.MergePatch;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.StoredRecord;

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
    private final RecordKind<T, D, V> kind;

    protected RecordService(Desk desk, RecordKind<T, D, V> kind) {
        this.desk = desk;
        this.kind = kind;
    }

    // --- What only the kind knows ------------------------------------------------------------------------------------

    protected abstract T open(UUID id, D details, Stamp stamp);

    protected abstract void revise(T record, D details, Stamp stamp);

    /** The other records that the fields name. */
    protected List<Reference> references(D details) {
        return List.of();
    }

    /** Rules beyond Bean Validation that need configuration. */
    protected List<Violation> rules(D details) {
        return List.of();
    }

    /** Texts of other records by which a search finds records of this kind too. */
    protected List<Search.Also> alsoSearched() {
        return List.of();
    }

    /** Leaves only rows that the present caller may know of. */
    protected void within(Listing<T> listing) {
    }

    /** Whether the present caller may know of the record. */
    protected boolean isWithinReach(T record) {
        return true;
    }

    /** Whether the present caller, who may know of the record, may also change it. */
    protected boolean isChangeable(T record) {
        return true;
    }

    /** Refuses what can no longer be changed by anybody. */
    protected void refuseEnded(T record) {
    }

    /** What the present caller's new or changed record is to be: who may give what to whom. */
    protected D allowed(D wanted, @Nullable D before) {
        return wanted;
    }

    /** The record that this one, which is gone, lives on in, where two became one. */
    protected @Nullable UUID livesOnIn(T record) {
        return null;
    }

    /** Refuses to delete what others still stand on. */
    protected void checkUnused(T record) {
    }

    /** The fields of the view that tell who a person is; the audit keeps them only sealed with the person's key. */
    protected Set<String> personalFields() {
        return Set.of();
    }

    // --- Reading -----------------------------------------------------------------------------------------------------

    @Transactional
    public V get(UUID id) {
        T record = find(id, LockModeType.NONE);
        UUID heir = record == null ? null : livesOnIn(record);
        if (record != null && heir != null && isWithinReach(record)) {
            throw ProblemException.moved(kind.name() + "-merged", "The " + kind.name() + " lives on in " + heir + ".", heir);
        }
        return view(reachable(record, id), names(id));
    }

    @Transactional
    public Page<V> page(Question question, String sort, @Nullable String cursor, @Nullable Integer limit) {
        Page<T> page = listing(question).page(sort, limit, cursor);
        Map<UUID, List<ExternalId>> names = desk.externalIds.of(kind.name(),
                page.items().stream().map(StoredRecord::id).toList());
        return new Page<>(page.items().stream().map(one -> view(one, names.getOrDefault(one.id(), List.of()))).toList(),
                page.nextCursor());
    }

    @Transactional
    public Count count(Question question) {
        return listing(question).count();
    }

    private Listing<T> listing(Question question) {
        Listing<T> listing = new Listing<>(desk.entities, kind.entity(), kind.view()).matching(question.filters());
        listing.found(Search.of(question.q(), desk.externalIds, kind.name()), alsoSearched());
        String name = question.externalId();
        if (name != null) {
            ExternalId asked = ExternalName.parse(name);
            UUID id = desk.externalIds.find(kind.name(), asked.system(), List.of(asked.id())).get(asked.id());
            listing = id == null ? listing.nothing() : listing.where("e.id", id);
        }
        within(listing);
        return listing;
    }

    // --- Changing ----------------------------------------------------------------------------------------------------

    @Transactional
    public V create(JsonNode body) {
        Wish<D> asked = Wish.read(body, kind.settable());
        Wish<D> wish = checked(asked.with(allowed(asked.details(), null)), null);
        Stamp stamp = desk.stamp();
        T record = open(Ids.next(), wish.details(), stamp);
        desk.entities.persist(record);
        desk.externalIds.replace(kind.name(), record.id(), wish.externalIds());
        return written(record, "created", ChangeType.UPSERT, null, wish.externalIds(), stamp);
    }

    /** Makes a record that no caller asked for, such as what a new installation begins with. */
    protected void seed(D details, Stamp stamp) {
        T record = open(Ids.next(), details, stamp);
        desk.entities.persist(record);
        written(record, "created", ChangeType.UPSERT, null, List.of(), stamp);
    }

    /** Lays a merge patch over what can be set; one that changes nothing makes no version. */
    @Transactional
    public V patch(UUID id, @Nullable String ifMatch, JsonNode patch) {
        T record = changeable(id, ifMatch);
        List<ExternalId> names = names(id);
        D details = kind.details().apply(record);
        JsonNode before = tree(record, names);
        Wish<D> asked = Wish.read(MergePatch.apply(Wish.document(details, names), patch, ObjectNode.class), kind.settable());
        Wish<D> wish = checked(asked.with(allowed(asked.details(), details)), details);
        boolean renamed = !new HashSet<>(wish.externalIds()).equals(new HashSet<>(names));
        Stamp stamp = desk.stamp();
        long version = record.version();
        if (!wish.details().equals(details)) {
            revise(record, wish.details(), stamp);
        }
        if (renamed) {
            record.partsChanged(stamp.now(), stamp.by());
            desk.externalIds.replace(kind.name(), id, wish.externalIds());
        }
        desk.entities.flush();
        return record.version() == version ? view(record, names)
                : written(record, "updated", ChangeType.UPSERT, before, renamed ? names(id) : names, stamp);
    }

    /** @return the version of the deleted record, by which it can be restored */
    @Transactional
    public long delete(UUID id, @Nullable String ifMatch) {
        T record = changeable(id, ifMatch);
        checkUnused(record);
        List<ExternalId> names = names(id);
        JsonNode before = tree(record, names);
        Stamp stamp = desk.stamp();
        record.delete(stamp.now(), stamp.by());
        written(record, "deleted", ChangeType.DELETED, before, names, stamp);
        return record.version();
    }

    /** Takes a deletion back; restoring what is not deleted changes nothing. */
    @Transactional
    public V restore(UUID id, @Nullable String ifMatch) {
        T record = find(id, LockModeType.PESSIMISTIC_WRITE);
        if (record == null || !isWithinReach(record)) {
            throw ProblemException.notFound(kind.name(), id);
        }
        refuseMerged(record);
        refuseUnchangeable(record);
        ETags.requireMatch(ifMatch, record.version());
        refuseEnded(record);
        List<ExternalId> names = names(id);
        if (!record.isDeleted()) {
            return view(record, names);
        }
        JsonNode before = tree(record, names);
        Stamp stamp = desk.stamp();
        record.restore(stamp.now(), stamp.by());
        return written(record, "restored", ChangeType.UPSERT, before, names, stamp);
    }

    /** One verb on one record, under its lock and against the version that the caller has read. */
    protected V change(UUID id, @Nullable String ifMatch, String action, BiConsumer<T, Stamp> verb) {
        T record = changeable(id, ifMatch);
        List<ExternalId> names = names(id);
        JsonNode before = tree(record, names);
        long version = record.version();
        Stamp stamp = desk.stamp();
        verb.accept(record, stamp);
        desk.entities.flush();
        return record.version() == version ? view(record, names)
                : written(record, action, ChangeType.UPSERT, before, names, stamp);
    }

    /**
     * One verb on many records, deleted ones among them, because of a change elsewhere that the caller may make: held in the
     * order of their ids, written in one flush, told in one go. Nobody's rights to the single rows are asked.
     */
    protected void changeAll(Collection<UUID> ids, String action, Stamp stamp, BiConsumer<T, Stamp> verb) {
        List<T> records = load(ids);
        Map<UUID, List<ExternalId>> names = desk.externalIds.of(kind.name(), ids);
        List<JsonNode> before = records.stream().map(one -> tree(one, names.getOrDefault(one.id(), List.of()))).toList();
        records.forEach(one -> verb.accept(one, stamp));
        desk.entities.flush();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            T one = records.get(i);
            changes.add(changed(one, action, one.isDeleted() ? ChangeType.DELETED : ChangeType.UPSERT, before.get(i),
                    names.getOrDefault(one.id(), List.of()), stamp));
        }
        desk.journal.write(changes, stamp.by());
    }

    /** Binds and checks the body of an action, after existence and version have been looked at. */
    protected <B> B body(@Nullable JsonNode json, Class<B> type) {
        if (json == null || json.isNull()) {
            throw ProblemException.badRequest("body-required", "", "The request needs a JSON body.");
        }
        return desk.validations.check(StrictJson.bind(json, type));
    }

    private Wish<D> checked(Wish<D> wish, @Nullable D before) {
        D wanted = wish.details();
        List<Violation> found = new ArrayList<>(desk.validations.violations(wanted));
        found.addAll(desk.validations.violations(wish.names()));
        found.addAll(rules(wanted));
        Set<Reference> known = before == null ? Set.of() : Set.copyOf(references(before));
        found.addAll(desk.references.check(List.of(references(wanted).stream().filter(one -> !known.contains(one)).toList()))
                .getFirst());
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
        return wish;
    }

    private V written(T record, String action, ChangeType type, @Nullable JsonNode before, List<ExternalId> names,
            Stamp stamp) {
        desk.entities.flush();
        desk.journal.write(List.of(changed(record, action, type, before, names, stamp)), stamp.by());
        return view(record, names);
    }

    /** The journal's entry for a record whose version is final. */
    Change changed(T record, String action, ChangeType type, @Nullable JsonNode before, List<ExternalId> names, Stamp stamp) {
        boolean gone = type == ChangeType.DELETED;
        JsonNode after = gone ? null : tree(record, names);
        JsonNode data = gone ? null
                : StrictJson.mapper().valueToTree(kind.told().apply(record, ExternalName.first(names)));
        Set<String> personal = new TreeSet<>(personalFields());
        personal.removeIf(
                field -> (before == null || !before.hasNonNull(field)) && (after == null || !after.hasNonNull(field)));
        return new Change(kind.name(), record.id(), record.version(), type, action, stamp.source(), stamp.now(), data, before,
                after, personal.isEmpty() ? null : record.id(), personal);
    }

    JsonNode tree(T record, List<ExternalId> names) {
        return StrictJson.mapper().valueToTree(view(record, names));
    }

    private V view(T record, List<ExternalId> names) {
        return kind.shown().apply(record, names);
    }

    private T changeable(UUID id, @Nullable String ifMatch) {
        T record = reachable(find(id, LockModeType.PESSIMISTIC_WRITE), id);
        refuseUnchangeable(record);
        ETags.requireMatch(ifMatch, record.version());
        refuseEnded(record);
        return record;
    }

    /** For an action that needs no If-Match: the record, if the present caller may change it. */
    T acting(UUID id, @Nullable String ifMatch) {
        T record = reachable(find(id, LockModeType.NONE), id);
        refuseUnactable(record);
        ETags.checkMatch(ifMatch, record.version());
        return record;
    }

    /** Refuses what has ended, or is another's to change. */
    void refuseUnactable(T record) {
        refuseMerged(record);
        refuseUnchangeable(record);
        refuseEnded(record);
    }

    private void refuseMerged(T record) {
        UUID heir = livesOnIn(record);
        if (heir != null) {
            throw ProblemException.conflict(kind.name() + "-merged", "The " + kind.name() + " lives on in " + heir + ".")
                    .with("mergedIntoId", heir);
        }
    }

    private void refuseUnchangeable(T record) {
        if (!isChangeable(record)) {
            throw ProblemException.forbidden("You may see this record and not change it.");
        }
    }

    private T reachable(@Nullable T record, UUID id) {
        if (record == null || !isWithinReach(record)) {
            throw ProblemException.notFound(kind.name(), id);
        }
        refuseMerged(record);
        if (record.isDeleted()) {
            throw ProblemException.notFound(kind.name(), id);
        }
        return record;
    }

    private @Nullable T find(UUID id, LockModeType lock) {
        return desk.entities.find(kind.entity(), id, lock);
    }

    private List<ExternalId> names(UUID id) {
        return desk.externalIds.of(kind.name(), List.of(id)).getOrDefault(id, List.of());
    }

    // --- For endpoints and imports -----------------------------------------------------------------------------------

    RecordKind<T, D, V> kind() {
        return kind;
    }

    /**
     * The records, deleted ones among them, held until the transaction ends; in the order of their ids, so that two chunks
     * never wait for one another. One query.
     */
    List<T> load(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of()
                : desk.entities.createQuery("select e from " + kind.entity().getName() + " e where e.id in :ids order by e.id",
                        kind.entity()).setParameter("ids", ids).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }
}
