package dev.tandem.platform.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.tandem.platform.problem.Violation;

/**
 * Checks that named records exist and are not deleted: a foreign key cannot know of soft deletion. One query for each kind of
 * record, whatever the number of references.
 */
@Singleton
public class References {

    private final EntityManager entities;

    References(EntityManager entities) {
        this.entities = entities;
    }

    /** For each list of references the violations in it. */
    public List<List<Violation>> check(List<List<Reference>> batch) {
        Map<String, Set<UUID>> asked = new HashMap<>();
        for (List<Reference> references : batch) {
            for (Reference reference : references) {
                if (reference.id() != null) {
                    asked.computeIfAbsent(reference.entity(), entity -> new HashSet<>()).add(reference.id());
                }
            }
        }
        Map<String, Set<UUID>> known = new HashMap<>();
        asked.forEach((entity, ids) -> known.put(entity, alive(entity, ids)));
        List<List<Violation>> found = new ArrayList<>();
        for (List<Reference> references : batch) {
            found.add(references.stream()
                    .filter(one -> one.id() != null && !known.getOrDefault(one.entity(), Set.of()).contains(one.id()))
                    .map(one -> new Violation(one.pointer(), "unknown-reference", "There is no record " + one.id() + "."))
                    .toList());
        }
        return found;
    }

    private Set<UUID> alive(String entity, Set<UUID> ids) {
        return new HashSet<>(entities.createQuery("select e.id from " + entity
                + " e where e.id in :ids and e.deletedAt is null", UUID.class).setParameter("ids", ids).getResultList());
    }
}
