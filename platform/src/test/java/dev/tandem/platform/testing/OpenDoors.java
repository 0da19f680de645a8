package dev.tandem.platform.testing;

import static io.restassured.RestAssured.given;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/**
 * The operations of a service that a caller is not turned away from by his role, tried one after the other as the API
 * document lists them. Because the role is asked for before anything else, an empty body and invented ids do.
 */
public final class OpenDoors {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private OpenDoors() {
    }

    /** As {@code GET /path}, in order. */
    public static Set<String> of(String token) {
        Set<String> open = new TreeSet<>();
        ApiDocuments.served().path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey())).forEach(operation -> {
                    int status = tried(token, operation.getKey(), path.getKey(), operation.getValue());
                    if (status == 401 || status >= 500) {
                        throw new AssertionError(operation.getKey() + " " + path.getKey() + " is answered with " + status);
                    }
                    if (status != 403) {
                        open.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return open;
    }

    private static int tried(String token, String method, String path, JsonNode operation) {
        String type = operation.at("/requestBody/content").properties().stream().map(java.util.Map.Entry::getKey).findFirst()
                .orElse("application/json");
        RequestSpecification request = given().config(RestAssuredConfig.config().encoderConfig(EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false).encodeContentTypeAs(type, ContentType.TEXT)))
                .auth().oauth2(token).header("Idempotency-Key", UUID.randomUUID().toString()).urlEncodingEnabled(false);
        if (!method.equals("get") && !method.equals("delete")) {
            request.contentType(type).body("{}");
        }
        String filled = path.replace("{kind}", path.startsWith("/feeds/") ? "shape" : "unicorn").replace("{model}", "B2B")
                .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        return request.request(method, filled).statusCode();
    }
}
