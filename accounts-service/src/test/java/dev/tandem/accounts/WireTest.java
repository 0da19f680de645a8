package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.MERGE_PATCH;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** What a client may rely on wherever it calls: which refusal comes first, what is repeated, what a list shows. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class WireTest {

    private static final String WRONG_BODY = "{\"stage\":7,\"colour\":\"red\"}";
    private static final String WRONG_RULE = "{\"stage\":\"NO_SUCH_STAGE\"}";

    @Inject
    DataSource database;

    private static Response move(RequestSpecification caller, String deal, String key, String version, String body) {
        caller.contentType("application/json").body(body);
        if (!key.isEmpty()) {
            caller.header("Idempotency-Key", key);
        }
        if (!version.isEmpty()) {
            caller.header("If-Match", version);
        }
        return caller.post(B2B + "opportunities/" + deal + "/stage");
    }

    @Test
    void aRequestThatIsWrongInEveryWayIsRefusedInTheOrderOfTheChecks() {
        String absent = UUID.randomUUID().toString();
        String deal = create("opportunities", "{\"name\":\"Order of checks\"}").get("id");
        String key = unique("key");

        move(given(), deal, key, "\"9\"", WRONG_BODY).then().statusCode(401);
        move(as("shop"), deal, key, "\"9\"", WRONG_BODY).then().statusCode(403);
        move(as("admin"), absent, key, "\"9\"", WRONG_BODY).then().statusCode(404);
        move(as(unique("stranger"), "sales"), deal, key, "\"9\"", WRONG_BODY).then().statusCode(404);
        move(as("admin"), deal, key, "", WRONG_BODY).then().statusCode(428);
        move(as("admin"), deal, key, "\"9\"", WRONG_BODY).then().statusCode(412);
        move(as("admin"), deal, key, "\"1\"", WRONG_BODY).then().statusCode(400);
        move(as("admin"), deal, key, "\"1\"", WRONG_RULE).then().statusCode(422);
        as("admin").get(B2B + "opportunities/" + deal).then().body("version", equalTo(1));
    }

    @Test
    void aReplayComesBeforeTheQuestionWhetherTheRecordIsStillThere() {
        String deal = create("opportunities", "{\"name\":\"Replay\"}").get("id");
        String key = unique("key");
        move(as("admin"), deal, key, "\"1\"", "{\"stage\":\"DEMO\"}").then().statusCode(200);
        as("admin").header("If-Match", "\"2\"").delete(B2B + "opportunities/" + deal).then().statusCode(204);

        move(as("admin"), deal, key, "\"1\"", "{\"stage\":\"DEMO\"}").then().statusCode(200)
                .header("Idempotency-Replayed", "true").body("version", equalTo(2));
        move(as("admin"), deal, key, "\"1\"", "{\"stage\":\"QUALIFIED\"}").then().statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        move(as("admin"), deal, unique("key"), "\"1\"", "{\"stage\":\"DEMO\"}").then().statusCode(404);
    }

    @Test
    void aKeyIsForgottenAfterADay() throws SQLException {
        String key = unique("key");
        String first = createWith(key).extract().path("id");
        age(key, "23 hours 59 minutes");
        createWith(key).header("Idempotency-Replayed", "true").body("id", equalTo(first));
        age(key, "2 minutes");

        String second = createWith(key).extract().path("id");

        assertThat(second).isNotEqualTo(first);
    }

    private static io.restassured.response.ValidatableResponse createWith(String key) {
        return as("admin").contentType("application/json").header("Idempotency-Key", key)
                .body("{\"name\":\"Remembered\"}").post(B2B + "accounts").then().statusCode(201);
    }

    private void age(String key, String time) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(
                        "UPDATE idempotency_record SET created_at = created_at - ?::interval WHERE key = ?")) {
            update.setString(1, time);
            update.setString(2, key);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void aChangeIsAMergePatchAndNothingElse() {
        String account = create("accounts", "{\"name\":\"Patched\",\"industry\":\"technology\"}").get("id");
        String path = B2B + "accounts/" + account;

        as("admin").header("If-Match", "\"1\"").contentType("application/json").body("{\"name\":\"No\"}").patch(path).then()
                .statusCode(415);
        as("admin").header("If-Match", "\"1\"").contentType(MERGE_PATCH).body("{\"name\":null}").patch(path).then()
                .statusCode(422).body("errors[0].pointer", equalTo("/name"));
        as("admin").header("If-Match", "\"1\"").contentType(MERGE_PATCH).body("{\"id\":\"x\",\"version\":7}").patch(path).then()
                .statusCode(400).body("errors.pointer", org.hamcrest.Matchers.containsInAnyOrder("/id", "/version"));
        as("admin").header("If-Match", "\"1\"").contentType(MERGE_PATCH).body("{\"industry\":null}").patch(path).then()
                .statusCode(200).body("industry", org.hamcrest.Matchers.nullValue()).header("ETag", "\"2\"");
    }

    @Test
    void everyRecordOfBeforeTheFirstPageIsListedOnceWhateverHappensMeanwhile() {
        String industry = "energy";
        String marker = unique("listed").replace("-", "");
        List<String> before = IntStream.range(0, 12).mapToObj(i -> create("accounts",
                "{\"name\":\"" + marker + " " + i + "\",\"industry\":\"" + industry + "\"}").<String> get("id")).toList();
        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = as("admin").queryParam("q", marker).queryParam("limit", 5);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(B2B + "accounts").then()
                    .statusCode(200).extract().jsonPath();
            listed.addAll(page.getList("items.id", String.class));
            cursor = page.getString("nextCursor");
            create("accounts", "{\"name\":\"" + marker + " later\",\"industry\":\"" + industry + "\"}");
        } while (cursor != null && listed.size() < 100);

        assertThat(listed).doesNotHaveDuplicates().containsAll(before);
    }
}
