package dev.tandem.platform.imports.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;

import dev.tandem.platform.imports.format.FormulaGuard;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.money.Money;

/**
 * The columns that a file without a mapping has for a kind's record: the way back from a record to a row. What is nested
 * becomes paths; a list becomes one cell with its JSON, because a table cannot know how long the longest list will be.
 */
public final class RecordColumns {

    private record Column(String path, List<String> steps, boolean isAmount) {
    }

    private final List<Column> columns = new ArrayList<>();

    private RecordColumns() {
    }

    public static RecordColumns of(Class<?> record) {
        RecordColumns found = new RecordColumns();
        found.add(List.of(), StrictJson.mapper().constructType(record));
        return found;
    }

    private void add(List<String> at, JavaType type) {
        properties(type).forEach((name, property) -> {
            List<String> steps = new ArrayList<>(at);
            steps.add(name);
            if (property.hasRawClass(Money.class)) {
                column(steps, "amount", true);
                column(steps, "currency", false);
            } else if (FieldTypes.isLeaf(property)) {
                columns.add(new Column(String.join(".", steps), List.copyOf(steps), false));
            } else {
                add(steps, property);
            }
        });
    }

    private void column(List<String> at, String last, boolean isAmount) {
        List<String> steps = new ArrayList<>(at);
        steps.add(last);
        columns.add(new Column(String.join(".", steps), List.copyOf(steps), isAmount));
    }

    private static Map<String, JavaType> properties(JavaType type) {
        Map<String, JavaType> properties = new LinkedHashMap<>();
        StrictJson.mapper().getDeserializationConfig().introspect(type).findProperties().stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .forEach(property -> properties.put(property.getName(), property.getPrimaryType()));
        return properties;
    }

    /** The names of the columns, in the order in which the record declares its fields. */
    public List<String> names() {
        return columns.stream().map(Column::path).toList();
    }

    /** The record as cells, empty where it has no value. */
    public List<String> cells(JsonNode record) {
        return columns.stream().map(column -> cell(column, record)).toList();
    }

    private static String cell(Column column, JsonNode record) {
        JsonNode node = record;
        for (String step : column.steps()) {
            node = node.path(step);
        }
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return number.toPlainString();
        }
        if (node.isContainerNode()) {
            return node.toString();
        }
        return column.isAmount() ? node.asText() : FormulaGuard.close(node.asText());
    }
}
