package dev.tandem.platform.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Says of each field whether it can be null, as its record says by {@link Nullable}. SmallRye does not read JSpecify, and a
 * client that is generated from a document without it fails at the first field that is not set.
 */
final class Nulls {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName SCHEMA = DotName
            .createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

    /** Behind the name of a field: not itself, but what it lists. */
    private static final String ITEMS = "[]";

    private final List<ClassInfo> records;

    Nulls(IndexView index) {
        // The index of a service knows what it shares with others from more than one place.
        records = List.copyOf(index.getKnownClasses().stream().filter(ClassInfo::isRecord)
                .collect(Collectors.toMap(ClassInfo::name, Function.identity(), (one, same) -> one)).values());
    }

    void addTo(OpenAPI document) {
        if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
            document.getComponents().getSchemas().forEach(this::addTo);
        }
    }

    private void addTo(String name, Schema schema) {
        Map<String, Schema> fields = schema.getProperties();
        if (fields == null) {
            return;
        }
        List<ClassInfo> named = records.stream().filter(one -> isPublishedAs(one, name)).toList();
        // A document may add fields to what the record has, such as the names in other systems.
        Set<Set<String>> nullable = named.stream()
                .filter(one -> named.size() == 1 || componentNames(one).containsAll(fields.keySet()))
                .map(one -> nullable(one, fields.keySet())).collect(Collectors.toSet());
        if (nullable.size() > 1) {
            throw new IllegalStateException("More than one record could be the schema " + name
                    + ", and they differ in what can be null; give one of them a name by @Schema.");
        }
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        nullable.stream().flatMap(Set::stream).filter(place -> !required.contains(place)).forEach(place -> {
            String field = place.replace(ITEMS, "");
            Schema shown = Objects.requireNonNull(fields.get(field));
            if (field.equals(place)) {
                schema.addProperty(field, orNull(shown));
            } else if (shown.getItems() != null) {
                shown.setItems(orNull(shown.getItems()));
            }
        });
    }

    /** A schema whose name is taken is numbered, and one of a generic record goes on with its argument. */
    private static boolean isPublishedAs(ClassInfo candidate, String name) {
        AnnotationInstance named = candidate.declaredAnnotation(SCHEMA);
        if (named != null && named.value("name") != null) {
            return named.value("name").asString().equals(name);
        }
        String simple = candidate.simpleName();
        return candidate.typeParameters().isEmpty() ? name.replaceFirst("\\d+$", "").equals(simple) : name.startsWith(simple);
    }

    private static Set<String> componentNames(ClassInfo candidate) {
        return candidate.recordComponents().stream().map(RecordComponentInfo::name).collect(Collectors.toSet());
    }

    /** The fields that can be null, and those whose items can be. */
    private static Set<String> nullable(ClassInfo candidate, Set<String> fields) {
        Set<String> nullable = new HashSet<>();
        for (RecordComponentInfo component : candidate.recordComponents()) {
            if (fields.contains(component.name()) && component.type().hasAnnotation(NULLABLE)) {
                nullable.add(component.name());
            }
            if (fields.contains(component.name()) && component.type().kind() == Type.Kind.PARAMETERIZED_TYPE
                    && component.type().asParameterizedType().arguments().getFirst().hasAnnotation(NULLABLE)) {
                nullable.add(component.name() + ITEMS);
            }
        }
        return nullable;
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            Schema referred = OASFactory.createSchema().ref(schema.getRef());
            schema.setRef(null);
            // A type beside the reference would contradict the null.
            schema.setType(null);
            return schema.addAnyOf(referred).addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
        }
        if (schema.getType() == null || schema.getType().isEmpty() || schema.getType().contains(SchemaType.NULL)) {
            return schema;
        }
        List<SchemaType> types = new ArrayList<>(schema.getType());
        types.add(SchemaType.NULL);
        schema.setType(types);
        if (schema.getEnumeration() != null) {
            List<Object> values = new ArrayList<>(schema.getEnumeration());
            values.add(null);
            schema.setEnumeration(values);
        }
        return schema;
    }
}
