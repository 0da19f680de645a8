package dev.tandem.platform.imports.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.money.Money;

/** Finds what a field path leads to in a kind's record, by the same names that JSON binding uses. */
final class FieldTypes {

    /** How a cell must read to become a value of the field. */
    enum ValueType {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        DATE,
        INSTANT,
        MONEY,
        /** A list or a map, which a cell holds as JSON. */
        JSON,
        ANY
    }

    private static final Set<Class<?>> INTEGERS = Set.of(int.class, Integer.class, long.class, Long.class, short.class,
            Short.class, BigInteger.class);

    private FieldTypes() {
    }

    static Optional<ValueType> find(Class<?> root, String path) {
        JavaType type = StrictJson.mapper().constructType(root);
        for (String step : path.split("\\.", -1)) {
            Optional<JavaType> next = step(type, step);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            type = next.get();
        }
        return Optional.of(valueType(type));
    }

    private static Optional<JavaType> step(JavaType type, String step) {
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return step.matches("\\d{1,3}") ? Optional.of(type.getContentType()) : Optional.empty();
        }
        if (type.isMapLikeType()) {
            return step.isEmpty() ? Optional.empty() : Optional.of(type.getContentType());
        }
        if (JsonNode.class.isAssignableFrom(type.getRawClass())) {
            return Optional.of(type);
        }
        if (type.hasRawClass(Money.class)) {
            return step.equals("amount") || step.equals("currency")
                    ? Optional.of(StrictJson.mapper().constructType(String.class))
                    : Optional.empty();
        }
        if (isScalar(type)) {
            return Optional.empty();
        }
        BeanDescription record = StrictJson.mapper().getDeserializationConfig().introspect(type);
        return record.findProperties().stream().filter(property -> property.getName().equals(step))
                .filter(BeanPropertyDefinition::couldDeserialize).map(BeanPropertyDefinition::getPrimaryType).findFirst();
    }

    /** Whether one cell holds the whole value. */
    static boolean isLeaf(JavaType type) {
        return type.isContainerType() || type.isReferenceType() || JsonNode.class.isAssignableFrom(type.getRawClass())
                || isScalar(type);
    }

    private static boolean isScalar(JavaType type) {
        Class<?> raw = type.getRawClass();
        return type.isPrimitive() || type.isEnumType() || raw.getName().startsWith("java.");
    }

    private static ValueType valueType(JavaType type) {
        Class<?> raw = type.isReferenceType() ? type.getContentType().getRawClass() : type.getRawClass();
        if (INTEGERS.contains(raw)) {
            return ValueType.INTEGER;
        }
        if (raw == BigDecimal.class) {
            return ValueType.DECIMAL;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return ValueType.BOOLEAN;
        }
        if (raw == LocalDate.class) {
            return ValueType.DATE;
        }
        if (raw == Instant.class) {
            return ValueType.INSTANT;
        }
        if (raw == Money.class) {
            return ValueType.MONEY;
        }
        if (type.isContainerType()) {
            return ValueType.JSON;
        }
        return JsonNode.class.isAssignableFrom(raw) ? ValueType.ANY : ValueType.TEXT;
    }
}
