package dev.tandem.platform.listing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
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
import dev.tandem.platform.record.StoredRecord;

/**
 * A list in the making: conditions first, then one page or the count. The sort key and the id together say where a page
 * ends, so no page costs more than its rows, and a cursor remembers its order, because one of another order would point
 * nowhere. Not for reuse.
 */
public final class Listing<T extends StoredRecord> {

    private static final String ABSENT = "null";

    private final EntityManager entities;
    private final Class<T> type;
    private final ListFields fields;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /**
     * Begins with the rows that are not deleted. The entity is {@code e} in every condition.
     *
     * @param view what is shown of the rows; says by its marks what the list can be asked
     */
    public Listing(EntityManager entities, Class<T> type, Class<?> view) {
        this.entities = entities;
        this.type = type;
        this.fields = ListFields.of(view);
        conditions.add("e.deletedAt is null");
    }

    /** Keeps the rows that every given parameter wants; {@code null} asks for absence. */
    public Listing<T> matching(Map<String, String> asked) {
        fields.refuseUnknown(asked.keySet());
        asked.forEach((name, text) -> {
            ListFields.Asked filter = fields.filter(name);
            boolean absence = filter.match() == ListFields.Match.EQUAL && ABSENT.equals(text);
            conditions.add(
                    filter.condition(absence ? null : parameter(ListFields.value(name, filter.type(), text))));
        });
        return this;
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

    /** Keeps rows that meet a condition of the feature's own; each {@code ?} in it stands for one of the values. */
    public Listing<T> and(String condition, Object... values) {
        StringBuilder text = new StringBuilder();
        int value = 0;
        for (char c : condition.toCharArray()) {
            text.append(c == '?' ? parameter(values[value++]) : String.valueOf(c));
        }
        conditions.add("(" + text + ")");
        return this;
    }

    /** Keeps the rows that a search finds in their own texts; without a search, all. */
    public Listing<T> found(@Nullable Search search) {
        return found(search, List.of());
    }

    /**
     * The same where a word may stand elsewhere too.
     *
     * @param also where else than in its own texts
     */
    public Listing<T> found(@Nullable Search search, List<Search.Also> also) {
        if (search == null) {
            return this;
        }
        if (search.isEmpty()) {
            return nothing();
        }
        if (search.words().isEmpty()) {
            conditions.add("e.id in " + parameter(search.named()));
        } else if (also.isEmpty()) {
            String named = search.named().isEmpty() ? "" : " or e.id in " + parameter(search.named());
            conditions.add("(" + holds("e", search.words()) + named + ")");
        } else {
            search.words().forEach(word -> conditions.add("e.id in (" + anywhere(word, search.named(), also) + ")"));
        }
        return this;
    }

    /** The rows with this word in their own texts or in those of others: a small set by each index, put together. */
    private String anywhere(String word, Collection<UUID> named, List<Search.Also> also) {
        String own = "select x.id from " + type.getName() + " x where x.deletedAt is null and ";
        List<String> sets = new ArrayList<>(List.of(own + holds("x", List.of(word))));
        also.forEach(other -> sets.add(other.select() + " and "
                + Search.holds(other.alias(), other.paths(), parameter(Search.query(List.of(word))))));
        if (!named.isEmpty()) {
            sets.add(own + "x.id in " + parameter(named));
        }
        return String.join(" union ", sets);
    }

    private String holds(String alias, List<String> words) {
        return Search.holds(alias, fields.searched(), parameter(Search.query(words)));
    }

    /** Keeps no row: the caller has nothing to see. */
    public Listing<T> nothing() {
        conditions.add("1 = 0");
        return this;
    }

    /**
     * One page.
     *
     * @param sort the name of a field, with {@code -} before it for descending
     */
    public Page<T> page(String sort, @Nullable Integer limit, @Nullable String cursor) {
        int size = Limits.page(limit);
        boolean down = sort.startsWith("-");
        ListFields.Order order = fields.order(down ? sort.substring(1) : sort);
        String key = "e." + order.path();
        boolean byId = key.equals("e.id");
        after(order, sort, down ? "<" : ">", byId, cursor);
        String way = down ? " desc" : " asc";
        TypedQuery<Object[]> query = entities.createQuery("select e, " + key + from() + " order by " + key + way
                + (byId ? "" : ", e.id" + way), Object[].class);
        parameters.forEach(query::setParameter);
        List<Object[]> rows = query.setMaxResults(size + 1).getResultList();
        List<T> items = rows.stream().limit(size).map(row -> type.cast(row[0])).toList();
        return new Page<>(items, rows.size() <= size ? null
                : Cursor.encode(sort, rows.get(size - 1)[1], items.getLast().id()));
    }

    /** How many rows match; looks one row beyond what is told exactly, so that a count costs the same in any table. */
    public Count count() {
        TypedQuery<Integer> query = entities.createQuery("select 1" + from(), Integer.class);
        parameters.forEach(query::setParameter);
        return Count.of(query.setMaxResults(Limits.COUNT + 1).getResultList().size());
    }

    private void after(ListFields.Order order, String sort, String than, boolean byId, @Nullable String cursor) {
        List<String> place = Cursor.decode(cursor, 3);
        if (place.isEmpty()) {
            return;
        }
        if (!sort.equals(place.getFirst())) {
            throw Cursor.invalid();
        }
        try {
            Object key = ListFields.parse(order.type(), place.get(1));
            UUID id = (UUID) ListFields.parse(UUID.class, place.get(2));
            conditions.add(byId ? "e.id " + than + " " + parameter(id)
                    : "(e." + order.path() + ", e.id) " + than + " (" + parameter(key) + ", " + parameter(id) + ")");
        } catch (IllegalArgumentException | DateTimeException foreign) {
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
