package dev.tandem.local.acceptance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** One operation as the merged API document describes it, with its references resolved. */
record ApiOperation(String method, String path, List<Parameter> parameters, Map<String, JsonNode> bodies,
        Map<Integer, Map<String, JsonNode>> replies, List<String> roles, boolean isOpen) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** What may stand in the path, the query or a header. */
    record Parameter(String in, String name, String example) {
    }

    static List<ApiOperation> of(JsonNode document) {
        List<ApiOperation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> operations.add(of(document, method.getKey(), path.getKey(), method.getValue()))));
        return operations;
    }

    private static ApiOperation of(JsonNode document, String method, String path, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> parameters.add(new Parameter(parameter.path("in").asText(),
                parameter.path("name").asText(),
                parameter.path("example").isTextual() ? parameter.path("example").asText() : "")));
        Map<String, JsonNode> bodies = new LinkedHashMap<>();
        operation.path("requestBody").path("content").properties()
                .forEach(media -> bodies.put(media.getKey(), media.getValue().has("example") ? media.getValue().path("example")
                        : media.getValue().path("examples").findPath("value")));
        Map<Integer, Map<String, JsonNode>> replies = new LinkedHashMap<>();
        operation.path("responses").properties().forEach(reply -> {
            Map<String, JsonNode> content = new LinkedHashMap<>();
            resolved(document, reply.getValue()).path("content").properties()
                    .forEach(media -> content.put(media.getKey(), media.getValue().path("schema")));
            replies.put(Integer.valueOf(reply.getKey()), content);
        });
        List<String> roles = new ArrayList<>();
        operation.path("x-roles").forEach(role -> roles.add(role.asText()));
        return new ApiOperation(method.toUpperCase(Locale.ROOT), path, parameters, bodies, replies, roles,
                operation.path("security").isArray() && operation.path("security").isEmpty());
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        String ref = node.path("$ref").asText();
        return ref.isEmpty() ? node : document.at(ref.substring(1));
    }

    List<Parameter> in(String place) {
        return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
    }

    /** The list that a record named in the path belongs to: {@code /api/v1/b2b/accounts} of its restoring. */
    String collection() {
        int first = path.indexOf("/{");
        return first < 0 ? path : path.substring(0, first);
    }

    Set<Integer> statuses() {
        return new HashSet<>(replies.keySet());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
