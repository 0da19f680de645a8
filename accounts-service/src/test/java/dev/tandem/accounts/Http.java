package dev.tandem.accounts;

import static io.restassured.RestAssured.given;

import java.util.UUID;

import dev.tandem.platform.testing.TestTokens;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Requests as clients make them. */
public final class Http {

    public static final String B2B = "/api/v1/b2b/";
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private Http() {
    }

    /** A caller who is named like his role. */
    public static RequestSpecification as(String role) {
        return with(TestTokens.of(role));
    }

    /** A caller with a name, as sales users have one. */
    public static RequestSpecification as(String username, String role) {
        return with(TestTokens.token("sub-" + username, username, role));
    }

    private static RequestSpecification with(String token) {
        return given().config(RestAssuredConfig.config().encoderConfig(
                EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false))).auth().oauth2(token);
    }

    /** Creates a record as admin. */
    public static JsonPath create(String path, String json) {
        return posting("admin", path, json).statusCode(201).extract().jsonPath();
    }

    public static ValidatableResponse posting(String role, String path, String json) {
        return as(role).contentType("application/json").body(json).post(B2B + path).then();
    }

    public static ValidatableResponse patching(String role, String path, String id, Object version, String json) {
        return as(role).contentType(MERGE_PATCH).header("If-Match", "\"" + version + "\"").body(json)
                .patch(B2B + path + "/" + id).then();
    }

    /** An action on a deal as admin. */
    public static ValidatableResponse acting(String id, Object version, String action, String json) {
        return as("admin").contentType("application/json").header("If-Match", "\"" + version + "\"").body(json)
                .post(B2B + "opportunities/" + id + "/" + action).then();
    }

    /** A code that no other test has. */
    public static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }
}
