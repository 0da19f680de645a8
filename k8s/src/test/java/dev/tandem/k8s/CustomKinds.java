package dev.tandem.k8s;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** The kinds that operators bring: the client's models do not know them, so the fields that are used are listed here. */
final class CustomKinds implements Check {

    /** Whether an operator makes the pods that {@code selecting} is about. */
    static boolean runsPods(Manifests manifests, JsonNode selecting) {
        return false;
    }

    static boolean isCustom(JsonNode manifest) {
        return false;
    }

    @Override
    public List<String> faults(Manifests manifests) {
        return List.of();
    }
}
