package dev.tandem.local.acceptance;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

/** What holds of every reply to whatever request: as documented, and a clear problem where it is a refusal. */
final class ReplyRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)exception|\\bat [a-z]+\\.[a-z.]+\\(|hibernate|jdbc|psql|postgres|org\\.|java\\.|io\\.quarkus|dev\\.tandem|select .* from|constraint \\[|stack ?trace");

    private final JsonNode document;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    ReplyRules(JsonNode document) {
        this.document = document;
    }

    /** @return what is wrong with the reply, one sentence each */
    List<String> broken(ApiOperation operation, boolean isSignedIn, boolean isAllowed, HttpResponse<String> reply) {
        List<String> broken = new ArrayList<>();
        int status = reply.statusCode();
        String type = reply.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT).replaceFirst(";.*", "");
        if (!operation.statuses().contains(status)) {
            broken.add(status + " is not documented");
        }
        if (!isSignedIn && !operation.isOpen() && status != 401) {
            broken.add("nobody was signed in, and it is not 401 but " + status);
        }
        // A media type that no operation takes is told before rights are looked at.
        if (isSignedIn && !isAllowed && status != 403 && status != 415) {
            broken.add("the role is not listed, and it is not 403 but " + status);
        }
        if (status == 503 && reply.headers().firstValue("Retry-After").isEmpty()) {
            broken.add("503 without Retry-After");
        }
        if (status >= 400) {
            problem(status, type, reply.body(), broken);
        } else if (status >= 200 && status < 300 && !reply.body().isEmpty()) {
            Map<String, JsonNode> content = operation.replies().getOrDefault(status, Map.of());
            if (!content.containsKey(type)) {
                broken.add("its type " + type + " is not documented");
            } else if (type.endsWith("json") && !type.contains("ndjson")) {
                broken.addAll(against(operation + " " + status + " " + type, content.get(type), reply.body()));
            }
        }
        return broken;
    }

    private void problem(int status, String type, String text, List<String> broken) {
        if (!type.equals("application/problem+json")) {
            broken.add("a refusal of type " + type);
            return;
        }
        try {
            JsonNode problem = JSON.readTree(text);
            for (String field : Set.of("title", "detail", "code", "requestId")) {
                if (problem.path(field).asText().isBlank()) {
                    broken.add("a problem without " + field);
                }
            }
            if (problem.path("status").asInt() != status) {
                broken.add("a problem that speaks of status " + problem.path("status"));
            }
            if (!problem.path("type").asText().equals("urn:tandem:problem:" + problem.path("code").asText())) {
                broken.add("a problem of type " + problem.path("type"));
            }
            problem.path("errors").forEach(error -> {
                if (error.path("code").asText().isBlank() || error.path("message").asText().isBlank()
                        || !error.path("pointer").isTextual()) {
                    broken.add("a violation without pointer, code or message: " + error);
                }
            });
            String said = problem.path("title").asText() + " " + problem.path("detail").asText().replaceAll("\"[^\"]*\"", "");
            if (FOREIGN.matcher(said).find()) {
                broken.add("foreign words: " + said);
            }
        } catch (JsonProcessingException e) {
            broken.add("a problem that is not JSON: " + text);
        }
    }

    private List<String> against(String name, JsonNode schema, String text) {
        if (schema.isMissingNode()) {
            return List.of("its schema is not documented");
        }
        JsonSchema compiled = schemas.computeIfAbsent(name, any -> {
            ObjectNode whole = schema.deepCopy();
            whole.set("components", document.path("components"));
            return factory.getSchema(whole, config);
        });
        try {
            return compiled.validate(JSON.readTree(text)).stream().map(error -> "not as documented: " + error.getMessage())
                    .distinct().limit(5).toList();
        } catch (JsonProcessingException e) {
            return List.of("not JSON");
        }
    }
}
