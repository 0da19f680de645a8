package dev.tandem.platform.journal;

import java.io.IOException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
        personalFields.forEach(path -> take(open, path.split("\\."), 0, "", personal));
        return new PersonalParts(open, personal.isEmpty() ? null : key.seal(bytes(personal)));
    }

    /** Moves the values of a path; those of the top level keep their name, those within have their pointer for a name. */
    private static void take(JsonNode at, String[] path, int step, String pointer, ObjectNode personal) {
        if (at instanceof ArrayNode elements && path[step].equals("*")) {
            for (int i = 0; i < elements.size(); i++) {
                take(elements.get(i), path, step + 1, pointer + "/" + i, personal);
            }
        } else if (at instanceof ObjectNode object && step < path.length - 1) {
            take(object.path(path[step]), path, step + 1, pointer + "/" + path[step], personal);
        } else if (at instanceof ObjectNode object && object.hasNonNull(path[step])) {
            personal.set(step == 0 ? path[0] : pointer + "/" + path[step], object.remove(path[step]));
        }
    }

    /** The whole state again; without the key only what is open. */
    @Nullable
    JsonNode joined(@Nullable PersonKey key) {
        if (key == null || sealed == null || !(open instanceof ObjectNode object)) {
            return open;
        }
        try {
            StrictJson.mapper().readTree(key.open(sealed)).properties().forEach(part -> putBack(object, part.getKey(),
                    part.getValue()));
            return object;
        } catch (IOException e) {
            throw new IllegalStateException("a sealed part of the audit is not JSON", e);
        }
    }

    private static void putBack(ObjectNode open, String name, JsonNode value) {
        if (!name.startsWith("/")) {
            open.set(name, value);
        } else if (open.at(JsonPointer.compile(name).head()) instanceof ObjectNode parent) {
            parent.set(name.substring(name.lastIndexOf('/') + 1), value);
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
