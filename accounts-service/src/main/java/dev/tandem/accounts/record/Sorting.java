package dev.tandem.accounts.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.StoredRecord;

/**
 * The orders in which a kind can be listed. Every order ends in the id, so that no row is skipped or shown twice; the cursor
 * remembers its order, because a cursor of another order would point nowhere.
 */
public final class Sorting<T extends StoredRecord> {

    private record Field<T>(String path, Function<T, Object> key, Function<String, Object> parser) {
    }

    private final Map<String, Field<T>> fields = new LinkedHashMap<>();

    /** The immutable orders that every kind has. */
    public Sorting() {
        fields.put("id", new Field<>("id", StoredRecord::id, UUID::fromString));
        fields.put("createdAt", new Field<>("createdAt", StoredRecord::createdAt, Instant::parse));
    }

    /** An order by a text; a record that is renamed meanwhile may be skipped or shown twice. */
    public Sorting<T> byText(String name, Function<T, String> key) {
        fields.put(name, new Field<>(name, key::apply, text -> text));
        return this;
    }

    /** An order by a business day. */
    public Sorting<T> byDay(String name, String path, Function<T, LocalDate> key) {
        fields.put(name, new Field<>(path, key::apply, LocalDate::parse));
        return this;
    }

    /** Narrows the selection to what comes after the cursor. */
    Ordered<T> order(Selection selection, @Nullable String sort, @Nullable String cursor) {
        String asked = sort == null ? "id" : sort;
        boolean down = asked.startsWith("-");
        Field<T> field = fields.get(down ? asked.substring(1) : asked);
        if (field == null) {
            throw ProblemException.badRequest("unknown-sort", "?sort",
                    "Sort by one of " + String.join(", ", fields.keySet()) + ", with - in front for the other way round.");
        }
        List<String> keys = Cursor.decode(cursor, 3);
        if (!keys.isEmpty()) {
            if (!asked.equals(keys.getFirst())) {
                throw Cursor.invalid();
            }
            after(selection, field, down, keys);
        }
        String way = down ? " desc" : "";
        String order = field.path().equals("id") ? " order by e.id" + way
                : " order by e." + field.path() + way + ", e.id" + way;
        return new Ordered<>(order, last -> Cursor.encode(asked, field.key().apply(last), last.id()));
    }

    private static void after(Selection selection, Field<?> field, boolean down, List<String> keys) {
        String than = down ? "<" : ">";
        try {
            selection.and("id " + than + " :afterId", "afterId", UUID.fromString(keys.get(2)));
            if (!field.path().equals("id")) {
                selection.replaceLast("(e.%1$s %2$s= :afterKey and (e.%1$s %2$s :afterKey or e.id %2$s :afterId))"
                        .formatted(field.path(), than), "afterKey", field.parser().apply(keys.get(1)));
            }
        } catch (IllegalArgumentException | java.time.DateTimeException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }

    /** An {@code order by} and the way to make the cursor behind a row. */
    record Ordered<T>(String orderBy, Function<T, String> cursor) {
    }
}
