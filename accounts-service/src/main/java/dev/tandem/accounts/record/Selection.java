package dev.tandem.accounts.record;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.persistence.TypedQuery;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.access.Reach;
import dev.tandem.platform.problem.ProblemException;

/**
 * The rows that a list or a count is about: filters by field name, where the text {@code null} asks for absence. Deleted
 * records are never among them.
 */
public final class Selection {

    private final List<String> conditions = new ArrayList<>(List.of("e.deletedAt is null"));
    private final Map<String, Object> values = new HashMap<>();

    public Selection id(String name, @Nullable String asked) {
        return id(name, name, asked);
    }

    public Selection id(String name, String path, @Nullable String asked) {
        return filter(name, path, asked, UUID::fromString);
    }

    public Selection text(String name, @Nullable String asked) {
        return filter(name, name, asked, text -> text);
    }

    public Selection text(String name, String path, @Nullable String asked) {
        return filter(name, path, asked, text -> text);
    }

    public <E extends Enum<E>> Selection code(String name, @Nullable String asked, Class<E> type) {
        return code(name, name, asked, type);
    }

    public <E extends Enum<E>> Selection code(String name, String path, @Nullable String asked, Class<E> type) {
        return filter(name, path, asked, text -> Enum.valueOf(type, text));
    }

    public Selection flag(String name, String path, @Nullable String asked) {
        return filter(name, path, asked, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    public Selection day(String name, String path, @Nullable String asked) {
        return filter(name, path, asked, LocalDate::parse);
    }

    /** Rows at or after the day. */
    public Selection from(String name, String path, @Nullable String asked) {
        return asked == null ? this : and(path + " >= :" + name, name, parse(name, asked, LocalDate::parse));
    }

    /** Rows before the day. */
    public Selection before(String name, String path, @Nullable String asked) {
        return asked == null ? this : and(path + " < :" + name, name, parse(name, asked, LocalDate::parse));
    }

    /** Leaves only rows that the caller may know of: of a kind that has an owner and a team. */
    public Selection within(Reach reach) {
        if (!reach.isEverything()) {
            conditions.add("(e.ownerId in :reachOwners or e.teamId in :reachTeams)");
            values.put("reachOwners", reach.owners());
            values.put("reachTeams", reach.teams());
        }
        return this;
    }

    Selection and(String condition, String name, Object value) {
        conditions.add(condition.startsWith("(") ? condition : "e." + condition);
        values.put(name, value);
        return this;
    }

    /** Puts a wider condition in the place of the last one, keeping its value. */
    Selection replaceLast(String condition, String name, Object value) {
        conditions.removeLast();
        return and(condition, name, value);
    }

    private Selection filter(String name, String path, @Nullable String asked, Function<String, Object> parser) {
        if (asked == null) {
            return this;
        }
        if (asked.equals("null")) {
            conditions.add("e." + path + " is null");
            return this;
        }
        return and(path + " = :" + name, name, parse(name, asked, parser));
    }

    private static Object parse(String name, String asked, Function<String, Object> parser) {
        try {
            return parser.apply(asked);
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            throw ProblemException.badRequest("invalid-parameter", "?" + name,
                    "\"" + asked + "\" is no value of " + name + ".").causedBy(unreadable);
        }
    }

    String where() {
        return " where " + String.join(" and ", conditions);
    }

    <R> TypedQuery<R> bind(TypedQuery<R> query) {
        values.forEach(query::setParameter);
        return query;
    }

    @Override
    public String toString() {
        return where() + " " + Arrays.toString(values.keySet().toArray());
    }
}
