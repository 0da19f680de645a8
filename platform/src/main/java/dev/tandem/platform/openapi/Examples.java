package dev.tandem.platform.openapi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Makes an example where a resource gives none: from the examples of the schemas, and where a schema has none of its own,
 * from what other schemas show for a field of that name.
 */
final class Examples {

    private static final String REF = "#/components/schemas/";
    private static final int DEEPEST = 12;

    private final Map<String, Schema> schemas;
    /** Field → value, of all examples that the schemas give. */
    private final Map<String, Object> known = new HashMap<>();

    Examples(OpenAPI document) {
        Map<String, Schema> named = document.getComponents() == null ? null : document.getComponents().getSchemas();
        this.schemas = named == null ? Map.of() : new TreeMap<>(named);
        // Only the service's settings know which kinds of record it tells of.
        ConfigProvider.getConfig().getOptionalValues("tandem.feed.kinds", String.class)
                .ifPresent(kinds -> known.put("kinds", kinds.getFirst()));
        schemas.values().forEach(schema -> {
            if (given(schema) instanceof Map<?, ?> example) {
                example.forEach((field, value) -> keep(known, field, value));
            }
        });
    }

    private static void keep(Map<String, Object> values, Object field, @Nullable Object value) {
        if (value != null) {
            values.putIfAbsent(String.valueOf(field), value);
        }
    }

    void addTo(String type, MediaType media, boolean isPatch) {
        boolean isSaid = media.getExample() != null || (media.getExamples() != null && !media.getExamples().isEmpty());
        if (isSaid) {
            return;
        }
        if (type.contains("json") && !type.contains("ndjson") && media.getSchema() != null) {
            media.setExample(isPatch ? first(of(media.getSchema(), null, 0)) : of(media.getSchema(), null, 0));
        } else {
            media.setExample(text(type));
        }
    }

    /** A patch names what changes. */
    private static Object first(Object whole) {
        if (whole instanceof Map<?, ?> fields && !fields.isEmpty()) {
            Map.Entry<?, ?> one = fields.entrySet().stream().filter(field -> field.getValue() instanceof String)
                    .findFirst().<Map.Entry<?, ?>> map(field -> field).orElse(fields.entrySet().iterator().next());
            return Map.of(String.valueOf(one.getKey()), Objects.requireNonNull(one.getValue()));
        }
        return whole;
    }

    private static String text(String type) {
        return switch (type) {
            case "text/csv" -> "externalId,name\nA-1,Example\n";
            case "text/tab-separated-values" -> "externalId\tname\nA-1\tExample\n";
            case "application/x-ndjson" -> "{\"externalId\":\"A-1\",\"name\":\"Example\"}\n";
            default -> "A-1 Example\n";
        };
    }

    private Object of(Schema schema, @Nullable String field, int depth) {
        Object given = given(schema);
        if (given != null) {
            return given;
        }
        String ref = schema.getRef();
        if (ref != null) {
            Schema target = schemas.get(ref.substring(ref.lastIndexOf('/') + 1));
            return target == null || depth > DEEPEST ? Map.of() : record(target, ref.substring(REF.length()), field, depth + 1);
        }
        return record(schema, null, field, depth);
    }

    private Object record(Schema schema, @Nullable String name, @Nullable String field, int depth) {
        Object given = given(schema);
        if (given != null) {
            return given;
        }
        List<Schema> parts = schema.getAllOf() != null ? schema.getAllOf()
                : schema.getOneOf() != null ? schema.getOneOf() : schema.getAnyOf();
        if (parts != null && !parts.isEmpty()) {
            return of(parts.getFirst(), field, depth + 1);
        }
        if (schema.getEnumeration() != null && !schema.getEnumeration().isEmpty()) {
            return schema.getEnumeration().getFirst();
        }
        if (schema.getProperties() != null) {
            return fields(schema, name, depth);
        }
        return plain(schema, field, depth);
    }

    private Object fields(Schema schema, @Nullable String name, int depth) {
        Map<String, Object> own = ofSisters(name);
        Map<String, Object> example = new LinkedHashMap<>();
        schema.getProperties().forEach((field, type) -> {
            Object shown = own.get(field);
            example.put(field, shown != null ? shown : depth > DEEPEST ? "…" : of(type, field, depth + 1));
        });
        return example;
    }

    /** {@code Product} looks like what {@code ProductDetails} and {@code ProductFields} show. */
    private Map<String, Object> ofSisters(@Nullable String name) {
        Map<String, Object> shown = new LinkedHashMap<>();
        if (name != null) {
            for (String sister : List.of(name + "Details", name + "Fields", "Place" + name, "New" + name)) {
                if (schemas.get(sister) instanceof Schema schema && given(schema) instanceof Map<?, ?> example) {
                    example.forEach((field, value) -> keep(shown, field, value));
                }
            }
        }
        return shown;
    }

    private Object plain(Schema schema, @Nullable String field, int depth) {
        SchemaType type = schema.getType() == null || schema.getType().isEmpty() ? null : schema.getType().getFirst();
        if (type == SchemaType.ARRAY) {
            return schema.getItems() == null || depth > DEEPEST ? List.of() : List.of(of(schema.getItems(), field, depth + 1));
        }
        if (type == SchemaType.OBJECT || type == null) {
            return Map.of();
        }
        if (type == SchemaType.BOOLEAN) {
            return false;
        }
        if (type == SchemaType.INTEGER || type == SchemaType.NUMBER) {
            return schema.getMinimum() == null ? 1 : schema.getMinimum();
        }
        return word(schema.getFormat(), field);
    }

    private Object word(@Nullable String format, @Nullable String field) {
        String kind = format == null ? "" : format;
        return switch (kind) {
            case "uuid" -> "01941f29-7c00-7000-8000-000000000001";
            case "date" -> "2026-03-31";
            case "date-time" -> "2026-03-31T08:00:00Z";
            default -> field == null ? "…" : known.get(field) instanceof String said ? said : field;
        };
    }

    private static @Nullable Object given(Schema schema) {
        if (schema.getExamples() != null && !schema.getExamples().isEmpty()) {
            return schema.getExamples().getFirst();
        }
        return schema.getExample();
    }
}
