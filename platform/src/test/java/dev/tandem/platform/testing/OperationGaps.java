package dev.tandem.platform.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What an API document does not say although somebody who programs against it has to know. */
public final class OperationGaps {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Set<String> WITHOUT_BODY = Set.of("204", "301", "303", "304");

    private final JsonNode document;
    private final List<String> gaps = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private OperationGaps(JsonNode document) {
        this.document = document;
    }

    /** A line for each summary, role, example, refusal or id that is missing, and for each reference to nothing. */
    public static List<String> of(JsonNode document) {
        OperationGaps found = new OperationGaps(document);
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> found.check(operation.getKey() + " " + path.getKey(), operation.getValue())));
        document.findValuesAsText("$ref").stream().filter(ref -> document.at(ref.substring(1)).isMissingNode()).distinct()
                .forEach(ref -> found.gaps.add(ref + " is referred to and not there"));
        return found.gaps;
    }

    private void check(String name, JsonNode operation) {
        want(!operation.path("summary").asText().isBlank(), name + " has no summary");
        want(operation.path("description").asText().contains("Role"), name + " names no roles");
        want(!operation.toString().contains("{one}") && !operation.toString().contains("{many}"), name + " has unfilled words");
        String id = operation.path("operationId").asText();
        want(!id.isEmpty() && ids.add(id), name + " has no operationId of its own: " + id);
        refusals(name, operation).stream().filter(status -> !operation.path("responses").has(status))
                .forEach(status -> gaps.add(name + " does not name its refusal " + status));
        checkMedia(name + ": its request", operation.path("requestBody").path("content"));
        operation.path("responses").properties().forEach(reply -> checkReply(name, reply.getKey(), reply.getValue()));
    }

    private static List<String> refusals(String name, JsonNode operation) {
        List<String> refusals = new ArrayList<>(List.of("400", "503"));
        if (!operation.path("security").isEmpty()) {
            refusals.addAll(List.of("401", "403"));
        }
        if (name.contains("{")) {
            refusals.add("404");
        }
        return refusals;
    }

    private void checkReply(String name, String status, JsonNode reply) {
        String ref = reply.path("$ref").asText();
        JsonNode said = ref.isEmpty() ? reply : document.at(ref.substring(1));
        JsonNode content = said.path("content");
        want(!said.path("description").asText().isBlank(), name + ": its reply " + status + " is not described");
        want(!content.isEmpty() || WITHOUT_BODY.contains(status), name + ": its reply " + status + " shows no content");
        want(status.charAt(0) < '4' || content.has("application/problem+json"),
                name + ": its refusal " + status + " is no problem document");
        checkMedia(name + ": its reply " + status, content);
    }

    private void checkMedia(String name, JsonNode content) {
        content.properties().forEach(media -> want(media.getValue().has("example") || media.getValue().has("examples"),
                name + " has no example of " + media.getKey()));
    }

    private void want(boolean isThere, String gap) {
        if (!isThere) {
            gaps.add(gap);
        }
    }
}
