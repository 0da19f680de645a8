package dev.tandem.platform.listing;

import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** What a list of one view can be asked: its filters and its orders, read once from the view's components. */
public final class ListFields {

    private static final ClassValue<ListFields> KNOWN = new ClassValue<>() {
        @Override
        protected ListFields computeValue(Class<?> view) {
            return read(view);
        }
    };
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            UUID.class, text -> UUID.fromString(text),
            String.class, text -> text,
            LocalDate.class, text -> LocalDate.parse(text),
            Instant.class, text -> Instant.parse(text),
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            boolean.class, text -> flag(text),
            Boolean.class, text -> flag(text));

    /** How a filter compares. */
    enum Match {
        EQUAL("="),
        FROM(">="),
        BEFORE("<");

        final String operator;

        Match(String operator) {
            this.operator = operator;
        }
    }

    /** One query parameter; {@code among} names the collection whose elements have the path, if it is not the entity's own. */
    record Asked(String path, Class<?> type, Match match, String among) {

        /** The condition on an entity {@code e}; without a value, that there is none. */
        String condition(@Nullable String value) {
            if (!among.isEmpty()) {
                return value == null ? "e." + among + " is empty"
                        : "exists (select 1 from e." + among + " one where one." + path + " = " + value + ")";
            }
            return "e." + path + (value == null ? " is null" : " " + match.operator + " " + value);
        }
    }

    /** One order. */
    record Order(String path, Class<?> type) {
    }

    private final Map<String, Asked> filters = new LinkedHashMap<>();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<String> searched = new ArrayList<>();

    private ListFields() {
    }

    public static ListFields of(Class<?> view) {
        return KNOWN.get(view);
    }

    private static ListFields read(Class<?> view) {
        ListFields fields = new ListFields();
        fields.orders.put("id", new Order("id", UUID.class));
        fields.orders.put("createdAt", new Order("createdAt", Instant.class));
        for (RecordComponent component : view.getRecordComponents()) {
            Filter filter = component.getAnnotation(Filter.class);
            if (filter != null) {
                fields.add(component, filter);
            }
            Sorted sorted = component.getAnnotation(Sorted.class);
            Searched text = component.getAnnotation(Searched.class);
            if (text != null) {
                fields.searched.add(or(text.path(), component.getName()));
            }
            if (sorted != null) {
                fields.orders.put(component.getName(),
                        new Order(or(sorted.path(), component.getName()), checked(component.getType())));
            }
        }
        return fields;
    }

    private void add(RecordComponent component, Filter filter) {
        String name = or(filter.name(), component.getName());
        String path = or(filter.path(), name);
        Class<?> type = checked(filter.type() == Void.class ? component.getType() : filter.type());
        filters.put(name, new Asked(path, type, Match.EQUAL, filter.among()));
        if (filter.range()) {
            filters.put(Filter.Range.from(name), new Asked(path, type, Match.FROM, ""));
            filters.put(Filter.Range.before(name), new Asked(path, type, Match.BEFORE, ""));
        }
    }

    private static String or(String given, String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }

    private static Class<?> checked(Class<?> type) {
        if (!type.isEnum() && !PARSERS.containsKey(type)) {
            throw new IllegalArgumentException("A list cannot be asked by a " + type.getName());
        }
        return type;
    }

    void refuseUnknown(Set<String> names) {
        List<Violation> unknown = names.stream().filter(name -> !filters.containsKey(name)).sorted()
                .map(name -> new Violation("?" + name, "unknown-parameter", "There is no parameter \"" + name + "\" here."))
                .toList();
        if (!unknown.isEmpty()) {
            throw ProblemException.badRequest(unknown);
        }
    }

    Asked filter(String name) {
        return Objects.requireNonNull(filters.get(name));
    }

    /** The attributes that a search looks through. */
    List<String> searched() {
        return searched;
    }

    Order order(String name) {
        Order order = orders.get(name);
        if (order == null) {
            throw ProblemException.badRequest("unknown-sort", "?sort",
                    "Sort by one of " + String.join(", ", orders.keySet()) + ", with - in front for the other way round.");
        }
        return order;
    }

    /** The value behind a text; {@code invalid-parameter} where it is none of that type. */
    static Object value(String name, Class<?> type, String text) {
        try {
            return parse(type, text);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw ProblemException.badRequest("invalid-parameter", "?" + name,
                    "\"" + text + "\" is no value of " + name + ".").causedBy(unreadable);
        }
    }

    static Object parse(Class<?> type, @Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("null");
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).filter(one -> ((Enum<?>) one).name().equals(text)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(text));
        }
        Function<String, Object> parser = PARSERS.get(type);
        if (parser == null) {
            throw new IllegalArgumentException(type.getName());
        }
        return parser.apply(text);
    }

    private static Object flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
