package dev.tandem.platform.imports.mapping;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A row after its cells were read: values that are final, and references that still have to be looked up.
 *
 * @param document the whole value, for NDJSON without a mapping
 */
public record MappedRow(List<Value> values, List<PendingReference> references, List<RowError> errors,
        @Nullable JsonNode document) {

    /** A value and the rule that it comes from. */
    public record Value(FieldRule rule, JsonNode node) {
    }

    /** A record of {@code kind} that {@code system} calls {@code id}. */
    public record PendingReference(FieldRule rule, String kind, String system, String id) {
        public OnMissing onMissing() {
            return rule.reference() == null ? OnMissing.FAIL : rule.reference().onMissing();
        }
    }
}
