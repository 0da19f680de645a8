package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.imports.ApiClient;

/** Somebody who works with the product through the gateway, and expects it to do what he asks. */
record Caller(ApiClient api) {

    /** What was asked for and the position of its transaction in the feeds, which figures can be asked to have seen. */
    record Done(JsonNode body, String position) {
        String id() {
            return body.path("id").asText();
        }

        String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    JsonNode get(String path) {
        ApiClient.Reply reply = api.get("/api/v1" + path);
        assertThat(reply.status()).as("%s: %s", path, reply.text()).isEqualTo(200);
        return reply.json();
    }

    Done create(String path, String json) {
        return send("POST", path, json, 201, Map.of());
    }

    Done ask(String path, String json) {
        return send("POST", path, json, 200, Map.of());
    }

    /** An action on a record that must still be as this caller sees it. */
    Done act(String record, String action, String json) {
        return send("POST", record + action, json, 200, Map.of("If-Match", "\"" + get(record).path("version").asText() + "\""));
    }

    Done change(String record, String json) {
        return send("PATCH", record, json, 200, Map.of("If-Match", "\"" + get(record).path("version").asText() + "\"",
                "Content-Type", "application/merge-patch+json"));
    }

    private Done send(String method, String path, String json, int expected, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (method.equals("POST")) {
            headers.put("Idempotency-Key", UUID.randomUUID().toString());
        }
        headers.putAll(more);
        ApiClient.Reply reply = api.send(method, "/api/v1" + path, BodyPublishers.ofString(json), headers);
        assertThat(reply.status()).as("%s %s %s: %s", method, path, json, reply.text()).isEqualTo(expected);
        return new Done(reply.json(), reply.headers().firstValue("Feed-Position").orElse(""));
    }
}
