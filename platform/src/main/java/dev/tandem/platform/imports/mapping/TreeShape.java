package dev.tandem.platform.imports.mapping;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.imports.mapping.MappedRow.PendingReference;

/**
 * Builds the record's tree from field paths. An array element whose cells are all empty is left out, even where constants
 * would fill the rest of it: a line without a product is no line.
 */
final class TreeShape {

    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private final Map<String, String[]> steps = new HashMap<>();
    /** For each path inside an array, the element that it belongs to. */
    private final Map<String, String> elements = new HashMap<>();
    /** Elements with at least one field that comes from the file. */
    private final Set<String> fromFile = new HashSet<>();

    TreeShape(Collection<FieldRule> rules) {
        for (FieldRule rule : rules) {
            String path = rule.path();
            steps.put(path, path.split("\\."));
            String element = element(path);
            if (element != null) {
                elements.put(path, element);
                if (!rule.isConstant()) {
                    fromFile.add(element);
                }
            }
        }
    }

    private static @Nullable String element(String path) {
        StringBuilder element = new StringBuilder();
        String deepest = null;
        for (String step : path.split("\\.")) {
            element.append(element.isEmpty() ? "" : ".").append(step);
            if (isIndex(step)) {
                deepest = element.toString();
            }
        }
        return deepest;
    }

    private static boolean isIndex(String step) {
        return !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private String[] steps(FieldRule rule) {
        return Objects.requireNonNull(steps.get(rule.path()), rule.path());
    }

    ObjectNode build(MappedRow row, Map<PendingReference, UUID> found) {
        Set<String> filled = elements.isEmpty() ? Set.of() : filled(row);
        ObjectNode tree = JSON.objectNode();
        for (MappedRow.Value value : row.values()) {
            String element = elements.get(value.rule().path());
            if (element == null || !fromFile.contains(element) || filled.contains(element)) {
                put(tree, steps(value.rule()), value.node());
            }
        }
        for (PendingReference reference : row.references()) {
            UUID id = found.get(reference);
            if (id != null) {
                put(tree, steps(reference.rule()), JSON.textNode(id.toString()));
            }
        }
        if (!elements.isEmpty()) {
            closeGaps(tree);
        }
        return tree;
    }

    private Set<String> filled(MappedRow row) {
        Set<String> filled = new HashSet<>();
        row.values().stream().map(MappedRow.Value::rule).filter(rule -> !rule.isConstant())
                .forEach(rule -> filled.add(elements.getOrDefault(rule.path(), "")));
        row.references().stream().map(PendingReference::rule).filter(rule -> !rule.isConstant())
                .forEach(rule -> filled.add(elements.getOrDefault(rule.path(), "")));
        return filled;
    }

    private static void put(ObjectNode tree, String[] path, JsonNode value) {
        JsonNode at = tree;
        for (int i = 0; i < path.length - 1; i++) {
            at = child(at, path[i], isIndex(path[i + 1]));
        }
        String last = path[path.length - 1];
        if (at instanceof ArrayNode array) {
            reach(array, Integer.parseInt(last));
            array.set(Integer.parseInt(last), value);
        } else if (at instanceof ObjectNode object) {
            object.set(last, value);
        }
    }

    private static JsonNode child(JsonNode parent, String step, boolean isArray) {
        JsonNode child = parent instanceof ArrayNode array ? array.get(Integer.parseInt(step)) : parent.get(step);
        if (child != null && child.isContainerNode()) {
            return child;
        }
        JsonNode made = isArray ? JSON.arrayNode() : JSON.objectNode();
        if (parent instanceof ArrayNode array) {
            reach(array, Integer.parseInt(step));
            array.set(Integer.parseInt(step), made);
        } else if (parent instanceof ObjectNode object) {
            object.set(step, made);
        }
        return made;
    }

    private static void reach(ArrayNode array, int index) {
        while (array.size() <= index) {
            array.addNull();
        }
    }

    private static void closeGaps(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (array.get(i).isNull()) {
                    array.remove(i);
                }
            }
        }
        node.forEach(TreeShape::closeGaps);
    }
}
