package dev.tandem.platform.imports.mapping;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import dev.tandem.platform.imports.format.FileFormat;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Reads a mapping strictly: a misspelt key would otherwise import wrong values in silence. */
public final class MappingReader {

    private static final Set<String> KEYS = Set.of("kind", "format", "columns", "externalId", "fields");
    private static final Set<String> ID_KEYS = Set.of("system", "from", "template", "map");
    private static final Set<String> FIELD_KEYS = Set.of("from", "template", "constant", "trim", "map", "date", "factor",
            "currency", "default", "ref", "system", "onMissing");

    private final List<Violation> unknown = new ArrayList<>();
    private final List<Violation> broken = new ArrayList<>();

    private MappingReader() {
    }

    /** @throws ProblemException 400 with every unknown key and wrong type, else 422 with every broken rule */
    public static Mapping read(JsonNode json) {
        MappingReader reader = new MappingReader();
        if (!json.isObject()) {
            throw ProblemException.badRequest("wrong-type", "", "A mapping is a JSON object.");
        }
        Mapping mapping = reader.mapping(json);
        if (!reader.unknown.isEmpty()) {
            throw ProblemException.badRequest(reader.unknown);
        }
        if (!reader.broken.isEmpty()) {
            throw ProblemException.invalid(reader.broken);
        }
        return mapping;
    }

    private Mapping mapping(JsonNode json) {
        checkKeys(json, KEYS, "");
        String name = text(json, "format", "");
        FileFormat format = name == null ? null : FileFormat.ofName(name).orElse(null);
        if (name != null && format == null) {
            broken("/format", "unknown-value", "One of " + Arrays.toString(FileFormat.values()) + " is expected.");
        }
        Map<String, FieldRule> fields = new LinkedHashMap<>();
        JsonNode written = json.get("fields");
        if (written == null) {
            broken("/fields", "required", "A mapping needs fields.");
        } else if (!written.isObject()) {
            wrongType("/fields", "an object");
        } else {
            written.properties().forEach(entry -> fields.put(entry.getKey(), field(entry.getKey(), entry.getValue())));
        }
        return new Mapping(text(json, "kind", ""), format, columns(json), externalId(json), fields);
    }

    private @Nullable List<String> columns(JsonNode json) {
        JsonNode columns = json.get("columns");
        if (columns == null || columns.isNull()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        if (!columns.isArray()) {
            wrongType("/columns", "an array of names");
        }
        columns.forEach(column -> names.add(column.asText()));
        return names;
    }

    private @Nullable IdRule externalId(JsonNode json) {
        JsonNode id = json.get("externalId");
        if (id == null || id.isNull()) {
            return null;
        }
        if (!id.isObject()) {
            wrongType("/externalId", "an object");
            return null;
        }
        checkKeys(id, ID_KEYS, "/externalId");
        String system = text(id, "system", "/externalId");
        if (system == null) {
            broken("/externalId/system", "required", "An external id needs the system that it comes from.");
        }
        String from = text(id, "from", "/externalId");
        Template template = template(id, "/externalId", true);
        if ((from == null) == (id.get("template") == null)) {
            broken("/externalId", "one-source", "An external id has either from or template.");
        }
        Map<String, String> map = new LinkedHashMap<>();
        values(id, "/externalId").forEach((key, value) -> map.put(key, value.asText()));
        return new IdRule(system == null ? "" : system, from, template, map);
    }

    private FieldRule field(String path, JsonNode rule) {
        String at = "/fields/" + escape(path);
        if (rule.isTextual()) {
            return FieldRule.ofColumn(path, rule.asText());
        }
        if (!rule.isObject()) {
            wrongType(at, "an object, or the name of a column");
            return FieldRule.ofColumn(path, path);
        }
        checkKeys(rule, FIELD_KEYS, at);
        checkOneSource(rule, at);
        return new FieldRule(path, text(rule, "from", at), template(rule, at, false), rule.get("constant"),
                trim(rule, at), values(rule, at), date(rule, at), factor(rule, at), currency(rule, at),
                rule.get("default"), reference(rule, at));
    }

    private void checkOneSource(JsonNode rule, String at) {
        long sources = List.of("from", "template", "constant").stream().filter(rule::has).count();
        if (sources != 1) {
            broken(at, "one-source", "A field has exactly one of from, template and constant.");
        }
        if (rule.has("date") && (rule.has("factor") || rule.has("currency"))) {
            broken(at, "conflicting-conversions", "A field is a date or a number, not both.");
        }
    }

    private @Nullable Template template(JsonNode rule, String at, boolean isId) {
        String text = text(rule, "template", at);
        if (text == null) {
            return null;
        }
        try {
            Template template = Template.parse(text);
            if (template.countsOccurrences() && !isId) {
                broken(at + "/template", "invalid-template", "Only an external id may count occurrences.");
            }
            return template;
        } catch (IllegalArgumentException bad) {
            broken(at + "/template", "invalid-template", "A brace of the template is empty or stays open.");
            return null;
        }
    }

    private boolean trim(JsonNode rule, String at) {
        JsonNode trim = rule.get("trim");
        if (trim != null && !trim.isBoolean()) {
            wrongType(at + "/trim", "true or false");
        }
        return trim == null || trim.asBoolean(true);
    }

    private Map<String, JsonNode> values(JsonNode rule, String at) {
        JsonNode map = rule.get("map");
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (map != null && !map.isObject()) {
            wrongType(at + "/map", "an object");
        } else if (map != null) {
            map.properties().forEach(entry -> {
                if (entry.getValue().isContainerNode()) {
                    wrongType(at + "/map/" + escape(entry.getKey()), "a text, a number, true, false or null");
                }
                values.put(entry.getKey(), entry.getValue() == null ? NullNode.instance : entry.getValue());
            });
        }
        return values;
    }

    private @Nullable String date(JsonNode rule, String at) {
        String pattern = text(rule, "date", at);
        if (pattern == null) {
            return null;
        }
        try {
            new DateTimeFormatterBuilder().appendPattern(pattern);
            return pattern;
        } catch (IllegalArgumentException bad) {
            broken(at + "/date", "invalid-date-format", "This is not a date format such as yyyy-MM-dd.");
            return null;
        }
    }

    private @Nullable BigDecimal factor(JsonNode rule, String at) {
        JsonNode factor = rule.get("factor");
        if (factor == null || factor.isNull()) {
            return null;
        }
        if (!factor.isTextual() && !factor.isNumber() || !factor.asText().matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
            broken(at + "/factor", "invalid-number", "A factor is a decimal number such as \"1000\".");
            return null;
        }
        return new BigDecimal(factor.asText());
    }

    private @Nullable String currency(JsonNode rule, String at) {
        String currency = text(rule, "currency", at);
        if (currency != null) {
            try {
                Money.scale(currency);
            } catch (ProblemException unknownCurrency) {
                broken(at + "/currency", "unknown-currency", unknownCurrency.detail());
                return null;
            }
        }
        return currency;
    }

    private FieldRule.@Nullable Reference reference(JsonNode rule, String at) {
        String kind = text(rule, "ref", at);
        if (kind == null) {
            if (rule.has("system") || rule.has("onMissing")) {
                broken(at + "/ref", "required", "Only a reference has system and onMissing.");
            }
            return null;
        }
        String missing = text(rule, "onMissing", at);
        OnMissing onMissing = OnMissing.FAIL;
        if (missing != null) {
            var known = Arrays.stream(OnMissing.values()).filter(one -> one.name().equals(missing)).findFirst();
            if (known.isEmpty()) {
                broken(at + "/onMissing", "unknown-value", "One of FAIL, CREATE, NULL is expected.");
            }
            onMissing = known.orElse(OnMissing.FAIL);
        }
        return new FieldRule.Reference(kind, text(rule, "system", at), onMissing);
    }

    private @Nullable String text(JsonNode json, String key, String at) {
        JsonNode value = json.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            wrongType(at + "/" + key, "a text");
            return null;
        }
        return value.asText();
    }

    private void checkKeys(JsonNode json, Set<String> known, String at) {
        json.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                unknown.add(new Violation(at + "/" + escape(key), "unknown-field", "A mapping has no \"" + key + "\" here."));
            }
        });
    }

    private void wrongType(String at, String expected) {
        unknown.add(new Violation(at, "wrong-type", "This has the wrong type; " + expected + " is expected."));
    }

    private void broken(String at, String code, String message) {
        broken.add(new Violation(at, code, message));
    }

    /** A name as a step of an RFC 6901 pointer. */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
