package dev.tandem.orders.imports;

import static dev.tandem.orders.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.testing.Eventually;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

/** Imports as a client makes them: a mapping, a file, and the question whether it is done. */
public final class Imports {

    private static final String PREFIX = "/api/v1/b2c";

    private Imports() {
    }

    /** Stores a mapping under a name of its own. */
    public static String mapping(String json) {
        String name = "m-" + UUID.randomUUID();
        as("admin").contentType(ContentType.JSON).body(json).put(PREFIX + "/import-mappings/" + name).then().statusCode(201);
        return name;
    }

    /** Sends a file, whose columns are field names where no mapping is named, and waits for the end of its import. */
    public static JsonPath run(String kind, @Nullable String mapping, String type, byte[] file, Duration patience) {
        var config = RestAssured.config().encoderConfig(EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false).encodeContentTypeAs(type, ContentType.BINARY));
        String job = as("admin").config(config).contentType(type).header("Idempotency-Key", UUID.randomUUID().toString())
                .queryParams(mapping == null ? Map.of() : Map.of("mapping", mapping)).body(file)
                .post(PREFIX + "/imports/" + kind).then().statusCode(202).extract()
                .path("id");
        JsonPath[] done = new JsonPath[1];
        Eventually.within(patience, () -> {
            done[0] = as("admin").get(PREFIX + "/imports/" + job).then().statusCode(200).extract().jsonPath();
            assertThat(done[0].getString("state")).isEqualTo("COMPLETED");
        });
        return done[0];
    }

    /** The errors of an import. */
    public static JsonPath errors(String job) {
        return as("admin").get(PREFIX + "/imports/" + job + "/errors").then().statusCode(200).extract().jsonPath();
    }
}
