package dev.tandem.orders.listing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.StoredRecord;

/**
 * A list in the making: conditions first, then one page or the count. The sort key and the id together say where a page
 * ends, so no page costs more than its rows. Not for reuse.
 */
public final class Listing<T extends StoredRecord> {

    private static final String ABSENT = "null";

    private final EntityManager entities;
    private final Class<T> type;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** Begins with the rows that are not deleted. */
    public Listing(EntityManager entities, Class<T> type) {
        this.entities = entities;
        this.type = type;
        conditions.add("e.deletedAt is null");
    }

    /** Keeps rows with this value; without one, all. */
    public Listing<T> where(String path, @Nullable Object value) {
        if (value != null) {
            conditions.add(path + " = " + parameter(value));
        }
        return this;
    }

    /** The same for a text where {@code null} asks for absence. */
    public Listing<T> whereText(String path, @Nullable String value) {
        if (ABSENT.equals(value)) {
            conditions.add(path + " is null");
            return this;
        }
        return where(path, value);
    }

    /** Keeps rows on or after the day. */
    public Listing<T> from(String path, @Nullable LocalDate day) {
        if (day != null) {
            conditions.add(path + " >= " + parameter(day));
        }
        return this;
    }

    /** Keeps rows before the day. */
    public Listing<T> before(String path, @Nullable LocalDate day) {
        if (day != null) {
            conditions.add(path + " < " + parameter(day));
        }
        return this;
    }

    /** Keeps no row: the caller has nothing to see. */
    public Listing<T> nothing() {
        conditions.add("1 = 0");
        return this;
    }

    /**
     * One page.
     *
     * @param sort the name of a key, with {@code -} before it for descending
     */
    public Page<T> page(List<SortKey<T>> keys, String sort, @Nullable Integer limit, @Nullable String cursor) {
        boolean descending = sort.startsWith("-");
        String name = descending ? sort.substring(1) : sort;
        SortKey<T> key = keys.stream().filter(candidate -> candidate.name().equals(name)).findFirst()
                .orElseThrow(() -> ProblemException.badRequest("unknown-sort", "?sort",
                        "Sort by one of " + keys.stream().map(SortKey::name).toList() + ", with - before it for descending."));
        after(key, sort, descending, cursor);
        int size = Limits.page(limit);
        String direction = descending ? " desc" : " asc";
        TypedQuery<T> query = entities.createQuery("select e" + from() + " order by " + key.path() + direction + ", e.id"
                + direction, type);
        parameters.forEach(query::setParameter);
        List<T> rows = query.setMaxResults(size + 1).getResultList();
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        T last = rows.get(size - 1);
        return new Page<>(rows.subList(0, size), Cursor.encode(sort, key.read().apply(last), last.id()));
    }

    /** How many rows match, counted no further than counts are exact. */
    public Count count() {
        TypedQuery<Integer> query = entities.createQuery("select 1" + from(), Integer.class);
        parameters.forEach(query::setParameter);
        return Count.of(query.setMaxResults(Limits.COUNT + 1).getResultList().size());
    }

    private void after(SortKey<T> key, String sort, boolean descending, @Nullable String cursor) {
        List<String> place = Cursor.decode(cursor, 3);
        if (place.isEmpty()) {
            return;
        }
        if (!sort.equals(place.getFirst())) {
            throw Cursor.invalid();
        }
        try {
            String value = parameter(key.parse().apply(place.get(1)));
            String id = parameter(UUID.fromString(place.get(2)));
            conditions.add("(" + key.path() + ", e.id) " + (descending ? "<" : ">") + " (" + value + ", " + id + ")");
        } catch (IllegalArgumentException | java.time.DateTimeException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }

    private String from() {
        return " from " + type.getName() + " e where " + String.join(" and ", conditions);
    }

    private String parameter(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
