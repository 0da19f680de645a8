package dev.tandem.platform.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.StoredRecord;

/**
 * Makes one record of several. The one that is addressed stays and keeps what it says; where it says nothing, the others'
 * values fill the gap. Their names in other systems become its names, what belonged to them belongs to it, and their ids lead
 * to it from then on. One transaction, so that nothing is ever moved by half; therefore no more may belong to the others than
 * a short transaction can move.
 *
 * @param <T> the aggregate
 * @param <D> its settable fields
 * @param <V> what is shown of it
 */
public abstract class RecordMerge<T extends StoredRecord, D extends Record, V extends RecordView> {

    private final RecordService<T, D, V> service;
    private final List<Followers> followers;
    private final int limit;

    /** @param limit how many records may go along, more than which no short transaction can move */
    protected RecordMerge(RecordService<T, D, V> service, List<Followers> followers, int limit) {
        this.service = service;
        this.followers = List.copyOf(followers);
        this.limit = limit;
    }

    /**
     * The record that stays takes over what it lacks. The others are gone by now, so that their unique values are free.
     *
     * @param gone the ids of the others, in the order in which they were named
     * @param others what they said, in the same order
     */
    protected abstract void absorb(T survivor, List<UUID> gone, List<D> others, Stamp stamp);

    /** A record ends, and its id leads to the one that stays. */
    protected abstract void end(T other, UUID survivor, Stamp stamp);

    /** The fields in which both have their part, so that nothing of them is left behind. */
    protected Set<String> joinedFields() {
        return Set.of();
    }

    /** What each merge needs, in hand and under lock. */
    private record Hand<T extends StoredRecord>(T survivor, List<T> others, List<UUID> ids,
            Map<UUID, List<ExternalId>> names, Map<Followers, List<UUID>> belongings) {

        List<ExternalId> namesOf(T record) {
            return names.getOrDefault(record.id(), List.of());
        }

        List<ExternalId> allNames() {
            List<ExternalId> all = new ArrayList<>(namesOf(survivor));
            others.forEach(other -> all.addAll(namesOf(other)));
            return all;
        }

        Map<String, Integer> moved() {
            Map<String, Integer> moved = new LinkedHashMap<>();
            belongings.forEach((kind, ids) -> moved.put(kind.name(), ids.size()));
            return moved;
        }
    }

    /**
     * Merges, or tells what a merge would do.
     *
     * @param ifMatch honoured where it is sent
     * @param json the {@link MergeRecords}
     */
    @Transactional
    public Merged<V> merge(UUID id, @Nullable String ifMatch, @Nullable JsonNode json, boolean isDryRun) {
        T seen = service.acting(id, ifMatch);
        List<UUID> ids = ids(id, service.body(json, MergeRecords.class));
        entities().detach(seen);
        Hand<T> hand = take(id, ifMatch, ids);
        Map<UUID, D> theirs = said(hand);
        if (isDryRun) {
            hand.others().forEach(entities()::detach);
            entities().detach(hand.survivor());
            absorb(hand.survivor(), hand.ids(), List.copyOf(theirs.values()), service.desk.stamp());
        } else {
            write(hand, List.copyOf(theirs.values()));
        }
        D after = service.kind().details().apply(hand.survivor());
        return new Merged<>(service.kind().shown().apply(hand.survivor(), hand.allNames()), hand.ids(), hand.moved(),
                conflicts(after, theirs));
    }

    /** What the others say. That of the one that stays is read with it, parts and all: once it is let go they cannot be. */
    private Map<UUID, D> said(Hand<T> hand) {
        Map<UUID, D> said = new LinkedHashMap<>();
        said.put(hand.survivor().id(), service.kind().details().apply(hand.survivor()));
        hand.others().forEach(other -> said.put(other.id(), service.kind().details().apply(other)));
        said.remove(hand.survivor().id());
        return said;
    }

    private EntityManager entities() {
        return service.desk.entities();
    }

    private static List<UUID> ids(UUID id, MergeRecords wish) {
        List<UUID> ids = wish.ids();
        if (ids.contains(id)) {
            throw ProblemException.invalid("merge-into-itself", "/ids/" + ids.indexOf(id),
                    "A record is not merged into itself.");
        }
        return ids.stream().distinct().toList();
    }

    // --- Before ------------------------------------------------------------------------------------------------------

    /**
     * Locks all that become one against everything, also against new records that would refer to them: who wants to do so
     * waits, and then sees that they are gone.
     */
    private Hand<T> take(UUID id, @Nullable String ifMatch, List<UUID> ids) {
        Set<UUID> all = new TreeSet<>(ids);
        all.add(id);
        entities().createNativeQuery("select id from " + service.kind().entity().getAnnotation(Table.class).name()
                + " where id in (:ids) order by id for update", UUID.class).setParameter("ids", all).getResultList();
        Map<UUID, T> loaded = new HashMap<>();
        service.load(all).forEach(one -> loaded.put(one.id(), one));
        T survivor = service.acting(id, ifMatch);
        List<T> others = others(ids, loaded);
        Map<Followers, List<UUID>> belongings = new LinkedHashMap<>();
        int count = 0;
        for (Followers kind : followers) {
            List<UUID> found = new ArrayList<>(kind.of(ids, limit + all.size() + 1));
            found.removeAll(all);
            belongings.put(kind, found);
            count += found.size();
        }
        if (count > limit) {
            throw ProblemException.invalid("merge-too-large", "/ids", "More than " + limit
                    + " records belong to those that would go; give some of them to the one that stays first.");
        }
        Hand<T> hand = new Hand<>(survivor, others, ids, service.desk.externalIds.of(service.kind().name(), all), belongings);
        if (hand.allNames().size() > ExternalName.MOST) {
            throw ProblemException.invalid("merge-too-large", "/ids", "Together they have more than " + ExternalName.MOST
                    + " names in other systems; take some away first.");
        }
        return hand;
    }

    private List<T> others(List<UUID> ids, Map<UUID, T> loaded) {
        List<Violation> unknown = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            T other = loaded.get(ids.get(i));
            if (other == null || !service.isWithinReach(other) || other.isDeleted() && service.livesOnIn(other) == null) {
                unknown.add(new Violation("/ids/" + i, "unknown-reference", "There is no record " + ids.get(i) + "."));
            }
        }
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(unknown);
        }
        List<T> others = ids.stream().map(loaded::get).map(Objects::requireNonNull).toList();
        others.forEach(service::refuseUnactable);
        return others;
    }

    // --- The merge ---------------------------------------------------------------------------------------------------

    /**
     * In this order: what is unique must be free before it is taken, and a circle must be open before it is closed elsewhere.
     */
    private void write(Hand<T> hand, List<D> details) {
        Stamp stamp = service.desk.stamp();
        T survivor = hand.survivor();
        JsonNode before = service.tree(survivor, hand.namesOf(survivor));
        List<JsonNode> theirs = hand.others().stream().map(other -> service.tree(other, hand.namesOf(other))).toList();
        hand.others().forEach(other -> end(other, survivor.id(), stamp));
        service.desk.externalIds.move(service.kind().name(), hand.ids(), survivor.id());
        entities().flush();
        absorb(survivor, hand.ids(), details, stamp);
        survivor.partsChanged(stamp.now(), stamp.by());
        entities().flush();
        hand.belongings().forEach((kind, ids) -> {
            if (!ids.isEmpty()) {
                kind.follow(Collections.unmodifiableList(ids), hand.ids(), survivor.id(), stamp);
            }
        });
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < theirs.size(); i++) {
            changes.add(service.changed(hand.others().get(i), "merged-into", ChangeType.UPSERT, theirs.get(i), List.of(),
                    stamp));
        }
        changes.add(service.changed(survivor, "merged", ChangeType.UPSERT, before, hand.allNames(), stamp));
        service.desk.journal.write(changes, stamp.by());
    }

    private List<MergeConflict> conflicts(D after, Map<UUID, D> theirs) {
        JsonNode kept = StrictJson.mapper().valueToTree(after);
        List<MergeConflict> found = new ArrayList<>();
        theirs.forEach((id, details) -> {
            JsonNode dropped = StrictJson.mapper().valueToTree(details);
            dropped.properties().forEach(field -> {
                boolean isSaid = !field.getValue().isNull() && !joinedFields().contains(field.getKey());
                if (isSaid && !field.getValue().equals(kept.get(field.getKey()))) {
                    found.add(new MergeConflict(field.getKey(), kept.get(field.getKey()), id, field.getValue()));
                }
            });
        });
        return found;
    }
}
