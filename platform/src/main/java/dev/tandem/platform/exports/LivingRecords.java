package dev.tandem.platform.exports;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.record.StoredRecord;

/** The two questions of an {@link ExportKind} for records that are entities. */
public final class LivingRecords {

    private LivingRecords() {
    }

    /** The next records that are not deleted, in the order of their ids. */
    public static <T extends StoredRecord> List<T> next(EntityManager entities, Class<T> type, @Nullable UUID after,
            int limit) {
        return next(entities, type, "1 = 1", after, limit);
    }

    /** The same of those that meet a condition; the entity is {@code e} in it. */
    public static <T extends StoredRecord> List<T> next(EntityManager entities, Class<T> type, String condition,
            @Nullable UUID after, int limit) {
        TypedQuery<T> query = entities.createQuery("select e from " + type.getName() + " e where e.deletedAt is null and ("
                + condition + ")" + (after == null ? "" : " and e.id > :after") + " order by e.id", type);
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.setMaxResults(limit).getResultList();
    }

    /** Those of the ids that there are, deleted ones among them. */
    public static Set<UUID> known(EntityManager entities, Class<? extends StoredRecord> type, Collection<UUID> ids) {
        return new HashSet<>(entities.createQuery("select e.id from " + type.getName() + " e where e.id in :ids", UUID.class)
                .setParameter("ids", ids).getResultList());
    }
}
