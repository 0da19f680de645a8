package dev.tandem.platform.query;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;

import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Checks the query string against what the resource method declares, before the method sees it. */
public class StrictQuery {

    private static final String ANY = "*";

    private record Declared(Map<String, Class<?>> types, List<String> brackets, boolean open) {
    }

    private final Map<Method, Declared> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo resource) {
        var sent = request.getUriInfo().getQueryParameters();
        if (sent.isEmpty() || resource.getResourceMethod() == null) {
            return;
        }
        Declared declared = known.computeIfAbsent(resource.getResourceMethod(), StrictQuery::declaredBy);
        List<Violation> violations = new ArrayList<>();
        sent.forEach((name, values) -> check(declared, name, values, violations));
        if (!violations.isEmpty()) {
            throw ProblemException.badRequest(violations);
        }
    }

    private static void check(Declared declared, String name, List<String> values, List<Violation> violations) {
        Class<?> type = declared.open() ? declared.types().getOrDefault(name, String.class) : declared.types().get(name);
        if (type == null) {
            boolean bracket = declared.brackets().stream().anyMatch(open -> name.startsWith(open) && name.endsWith("]"));
            if (!bracket) {
                violations.add(new Violation("?" + name, "unknown-parameter", "There is no parameter \"" + name + "\" here."));
            }
            return;
        }
        if (values.size() > 1 && !Collection.class.isAssignableFrom(type)) {
            violations.add(new Violation("?" + name, "repeated-parameter", "\"" + name + "\" may be given once."));
            return;
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            violations.add(
                    new Violation("?" + name, "invalid-parameter", "\"" + name + "\" holds a character that no text has."));
            return;
        }
        if (!readable(values.getFirst(), type)) {
            violations.add(new Violation("?" + name, "invalid-parameter",
                    "\"" + values.getFirst() + "\" cannot be read as " + article(type) + "."));
        }
    }

    private static boolean readable(String value, Class<?> type) {
        try {
            if (type == Integer.class || type == int.class) {
                Integer.parseInt(value);
            } else if (type == Long.class || type == long.class) {
                Long.parseLong(value);
            } else if (type == UUID.class) {
                UUID.fromString(value);
            } else if (type == LocalDate.class) {
                LocalDate.parse(value);
            } else if (type == Instant.class) {
                Instant.parse(value);
            } else if (type == Boolean.class || type == boolean.class) {
                return value.equals("true") || value.equals("false");
            } else if (type.isEnum()) {
                return java.util.Arrays.stream(type.getEnumConstants()).anyMatch(one -> one.toString().equals(value));
            }
            return true;
        } catch (IllegalArgumentException | java.time.DateTimeException unreadable) {
            return false;
        }
    }

    private static String article(Class<?> type) {
        return type.isEnum() ? "one of " + List.of(type.getEnumConstants())
                : switch (type.getSimpleName()) {
                    case "UUID" -> "a UUID";
                    case "LocalDate" -> "a date such as 2026-01-31";
                    case "Instant" -> "an RFC 3339 instant in UTC";
                    case "Boolean", "boolean" -> "true or false";
                    default -> "a whole number";
                };
    }

    private static Declared declaredBy(Method method) {
        Map<String, Class<?>> types = new HashMap<>();
        List<String> brackets = new ArrayList<>();
        boolean open = false;
        for (Parameter parameter : method.getParameters()) {
            RestQuery query = parameter.getAnnotation(RestQuery.class);
            QueryParam standard = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                types.put(query.value().isEmpty() ? parameter.getName() : query.value(), parameter.getType());
            } else if (standard != null) {
                types.put(standard.value(), parameter.getType());
            }
        }
        QueryNames more = method.getAnnotation(QueryNames.class);
        if (more != null) {
            for (String name : more.value()) {
                if (name.equals(ANY)) {
                    open = true;
                } else if (name.endsWith("[*]")) {
                    brackets.add(name.substring(0, name.length() - 2));
                } else {
                    types.put(name, String.class);
                }
            }
        }
        return new Declared(Map.copyOf(types), List.copyOf(brackets), open);
    }
}
