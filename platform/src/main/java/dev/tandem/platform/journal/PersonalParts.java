package dev.tandem.platform.journal;

import java.io.IOException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.personal.PersonKey;

/** A state taken apart: what may be stored as it is, and what only sealed. */
record PersonalParts(@Nullable JsonNode open, byte @Nullable [] sealed) {

    static PersonalParts of(@Nullable JsonNode state, Set<String> personalFields, @Nullable PersonKey key) {
        if (key == null || !(state instanceof ObjectNode object) || personalFields.isEmpty()) {
            return new PersonalParts(state, null);
        }
        ObjectNode open = object.deepCopy();
        ObjectNode personal = open.objectNode();
        for (String field : personalFields) {
            JsonNode value = open.remove(field);
            if (value != null) {
                personal.set(field, value);
            }
        }
        return new PersonalParts(open, personal.isEmpty() ? null : key.seal(bytes(personal)));
    }

    /** The whole state again; without the key only what is open. */
    @Nullable
    JsonNode joined(@Nullable PersonKey key) {
        if (key == null || sealed == null || !(open instanceof ObjectNode object)) {
            return open;
        }
        try {
            object.setAll((ObjectNode) StrictJson.mapper().readTree(key.open(sealed)));
            return object;
        } catch (IOException e) {
            throw new IllegalStateException("a sealed part of the audit is not JSON", e);
        }
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return StrictJson.mapper().writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }
}
