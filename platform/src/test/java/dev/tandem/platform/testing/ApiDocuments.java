package dev.tandem.platform.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.path.json.JsonPath;

/** What holds of every operation that a service publishes. */
public final class ApiDocuments {

    private ApiDocuments() {
    }

    /** The document as it is served. */
    public static JsonNode served() {
        try {
            return new ObjectMapper().readTree(given().queryParam("format", "json").get("/q/openapi").then()
                    .statusCode(200).extract().asByteArray());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The document as it is served, after each of its operations was seen to say what it does, who may and how it refuses. */
    public static JsonPath checked() {
        JsonPath document = given().queryParam("format", "json").get("/q/openapi").then().statusCode(200).extract()
                .jsonPath();
        assertThat(document.getString("openapi")).startsWith("3.1");
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            if (operation instanceof Map<?, ?> described && described.containsKey("responses")) {
                check(method + " " + path, described);
            }
        }));
        return document;
    }

    private static void check(String name, Map<?, ?> operation) {
        assertThat(operation.get("summary")).as(name).isNotNull();
        assertThat(String.valueOf(operation.get("description"))).as(name).contains("Role")
                .doesNotContain("no token is needed");
        assertThat(((Map<?, ?>) operation.get("responses")).keySet().stream().map(String::valueOf)).as(name).contains("400",
                "401", "403");
        assertThat(operation.get("security")).as(name + " says that it needs a token").isInstanceOf(List.class);
        assertThat(String.valueOf(operation.get("requestBody"))).as(name + " shows what it takes").doesNotContain("/JsonNode}");
        if (operation.get("x-roles") instanceof List<?> roles) {
            assertThat(roles).as(name + " names its roles or leaves them out").isNotEmpty();
        }
    }
}
