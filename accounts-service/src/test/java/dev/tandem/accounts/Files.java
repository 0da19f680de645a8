package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.unique;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.testing.Eventually;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** Files as an administrator sends them. */
public final class Files {

    private Files() {
    }

    /** Stores a mapping under a name that no other test has. */
    public static String mapping(String json) {
        String name = unique("mapping");
        as("admin").contentType("application/json").body(json).put(B2B + "import-mappings/" + name).then().statusCode(201);
        return name;
    }

    /** Sends a file and waits until it is worked. */
    public static JsonPath send(String kind, @Nullable String mapping, String type, byte[] file) {
        RequestSpecification request = as("admin").header("Idempotency-Key", UUID.randomUUID().toString()).contentType(type)
                .body(file);
        String location = (mapping == null ? request : request.queryParam("mapping", mapping)).post(B2B + "imports/" + kind)
                .then().statusCode(202).extract().header("Location");
        Eventually.within(Duration.ofMinutes(2),
                () -> as("admin").get(location).then().statusCode(200).body("state", equalTo("COMPLETED")));
        return as("admin").get(location).then().extract().jsonPath();
    }
}
