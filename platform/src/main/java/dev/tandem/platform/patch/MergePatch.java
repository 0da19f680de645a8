package dev.tandem.platform.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;

/** Merges a patch into what a client may set, then binds the result as strictly as a new record. */
public final class MergePatch {

    private MergePatch() {
    }

    /**
     * @param settable the record as it is now, with the settable fields only
     * @return the record as the patch wants it, bound but not yet validated
     */
    public static <T> T apply(T settable, JsonNode patch, Class<T> type) {
        if (!patch.isObject()) {
            throw ProblemException.badRequest("wrong-type", "", "A merge patch is a JSON object.");
        }
        return StrictJson.bind(merge(StrictJson.mapper().valueToTree(settable), patch), type);
    }

    static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = target.isObject() ? ((ObjectNode) target).deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
                if (!target.has(field.getKey())) {
                    merged.set(field.getKey(), field.getValue());
                }
            } else {
                JsonNode before = merged.path(field.getKey());
                merged.set(field.getKey(), merge(before, field.getValue()));
            }
        });
        return merged;
    }
}
