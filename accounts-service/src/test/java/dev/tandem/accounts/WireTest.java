package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.MERGE_PATCH;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.ConsumedEvents;
import dev.tandem.platform.testing.OpenDoors;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
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
                .statusCode(400).body("errors.pointer", containsInAnyOrder("/id", "/version"));
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

    @Test
    void aListHasItemsAndACursorAndNothingElse() {
        String tier = unique("t");
        for (int i = 0; i < 3; i++) {
            create("accounts", "{\"name\":\"Listed\",\"tier\":\"" + tier + "\"}");
        }
        Response two = as("admin").queryParam("tier", tier).queryParam("limit", 2).get(B2B + "accounts");
        Response all = as("admin").queryParam("tier", tier).queryParam("limit", 200).get(B2B + "accounts");

        assertThat(two.jsonPath().getMap("$")).containsOnlyKeys("items", "nextCursor");
        assertThat(two.jsonPath().getString("nextCursor")).isNotBlank();
        assertThat(two.header("ETag")).isNull();
        assertThat(two.jsonPath().getList("items.version")).containsExactly(1, 1);
        assertThat(all.jsonPath().getMap("$")).containsEntry("nextCursor", null);
        assertThat(all.jsonPath().getList("items")).hasSize(3);
        for (int limit : new int[] { 0, -1, 201 }) {
            as("admin").queryParam("limit", limit).get(B2B + "accounts").then().statusCode(400)
                    .body("code", equalTo("out-of-range")).body("errors[0].pointer", equalTo("?limit"));
        }
    }

    @Test
    void aListHasFiftyItemsUnlessAskedAndACountIsExactUpToTenThousand() throws SQLException {
        String region = unique("region");
        teams(region, 51);
        as("admin").queryParam("region", region).get(B2B + "teams").then().body("items", hasSize(50));
        teams(region, 10_000 - 51);
        as("admin").queryParam("region", region).get(B2B + "teams/count").then()
                .body("$", equalTo(Map.of("count", 10_000)));
        teams(region, 1);
        as("admin").queryParam("region", region).get(B2B + "teams/count").then()
                .body("$", equalTo(Map.of("atLeast", 10_000)));
        teams(region, 500);
        as("admin").queryParam("region", region).get(B2B + "teams/count").then()
                .body("$", equalTo(Map.of("atLeast", 10_000)));
    }

    private static void teams(String region, int many) throws SQLException {
        try (var owner = OwnerConnection.open(); var insert = owner.prepareStatement("""
                INSERT INTO team (id, version, source, created_at, created_by, updated_at, updated_by, code, name, region)
                SELECT gen_random_uuid(), 1, 'API', now(), 'wire-test', now(), 'wire-test', gen_random_uuid()::text, 'wire', ?
                FROM generate_series(1, ?)""")) {
            insert.setString(1, region);
            insert.setInt(2, many);
            insert.executeUpdate();
        }
    }

    @Test
    void whatIsShownIsWrittenInOneWay() {
        String account = create("accounts", "{\"name\":\"Written\"}").get("id");
        JsonPath deal = create("opportunities", "{\"name\":\"Written\",\"accountId\":\"" + account
                + "\",\"amount\":{\"amount\":\"8000\",\"currency\":\"EUR\"}}");

        assertThat(Stream.of(account, deal.getString("id")).map(UUID::fromString)).extracting(UUID::version)
                .containsOnly(7);
        for (String instant : List.of("createdAt", "updatedAt", "openedAt")) {
            assertThat(deal.getString(instant)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
        }
        assertThat(deal.getString("openedOn")).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(deal.getMap("amount")).isEqualTo(Map.of("amount", "8000.00", "currency", "EUR"));
        assertThat(deal.getString("type")).isEqualTo("NEW_BUSINESS");
        assertThat(deal.<String, Object> getMap("$").keySet()).allMatch(name -> name.matches("[a-z]+([A-Z][a-z]*)*"));
    }

    @Test
    void everythingThatIsWrongIsToldInOneReplyHoweverDeepItLies() {
        posting("admin", "opportunities", """
                {"name":5,"expectedCloseOn":"31.12.2030","colour":"red","lines":[
                 {"quantity":1,"amount":{"amount":"1.00","currency":"USD"}},
                 {"quantity":"two","amount":{"amount":1,"currency":"USD"},"x/y":1},
                 {"products":{},"quantity":true}]}""").statusCode(400).body("code", equalTo("validation-failed"))
                .body("errors.pointer", containsInAnyOrder("/name", "/expectedCloseOn", "/colour", "/lines/1/quantity",
                        "/lines/1/amount/amount", "/lines/1/x~1y", "/lines/2/products", "/lines/2/quantity"));
        posting("admin", "opportunities", """
                {"name":"Deal","amount":{"amount":"1.001","currency":"USD"},"lines":[
                 {"quantity":1,"amount":{"amount":"1.00","currency":"USD"}},
                 {"quantity":1,"amount":{"amount":"1.5","currency":"JPY"}}]}""").statusCode(422)
                .body("code", equalTo("invalid-amount-scale"))
                .body("errors.pointer", containsInAnyOrder("/amount/amount", "/lines/1/amount/amount"));
        posting("admin", "accounts", "{\"name\":\"Acme\",\"billingAddress\":{\"town\":{\"name\":\"Bonn\"},\"street\":\"A\"}}")
                .statusCode(400).body("code", equalTo("unknown-field"))
                .body("errors.pointer", containsInAnyOrder("/billingAddress/town", "/billingAddress/street"));
    }

    @Test
    void whoIsAGuestOrShopsHasNothingHere() {
        for (String role : List.of("guest", "shopper")) {
            assertThat(OpenDoors.of(TestTokens.of(role))).as(role).isEmpty();
        }
        assertThat(OpenDoors.of(TestTokens.of("admin"))).isNotEmpty();
    }

    @Test
    void noFeedTellsANameAnAddressOrAWord() {
        String canary = unique("canary");
        String seller = create("sales-users", "{\"username\":\"" + unique("u") + "\"}").get("id");
        String product = create("products", "{\"sku\":\"" + unique("p") + "\",\"name\":\"" + canary + "\"}").get("id");
        create("teams", "{\"code\":\"" + unique("t") + "\",\"name\":\"" + canary + "\"}");
        create("pipelines", "{\"code\":\"" + unique("p") + "\",\"name\":\"" + canary
                + "\",\"stages\":[{\"code\":\"A\",\"probability\":10},{\"code\":\"W\",\"isWon\":true}]}");
        String account = create("accounts", """
                {"name":"%1$s","legalName":"%1$s","primaryDomain":"%1$s.example","ownerId":"%2$s",
                 "billingAddress":{"line1":"%1$s","city":"%1$s","country":"DE"}}""".formatted(canary, seller)).get("id");
        create("contacts", """
                {"firstName":"%1$s","lastName":"%1$s","title":"%1$s","email":"%1$s@acme.example","phone":"+628123450000",
                 "consents":[{"purpose":"PROFILING","grantedOn":"2026-01-01","evidence":"%1$s"}],
                 "accounts":[{"accountId":"%2$s"}]}""".formatted(canary, account));
        String deal = create("opportunities", """
                {"name":"%1$s","nextStep":"%1$s","accountId":"%2$s","lines":[{"productId":"%3$s",
                 "amount":{"amount":"1.00","currency":"USD"}}]}""".formatted(canary, account, product)).get("id");
        move(as("admin"), deal, "", "\"1\"", "{\"stage\":\"DEMO\"}").then().statusCode(200);
        move(as("admin"), deal, "", "\"2\"", "{\"stage\":\"QUALIFIED\",\"reason\":\"" + canary + "\"}").then().statusCode(200);
        Feeds.event("opportunity", deal, 3);

        for (String kind : List.of("account", "contact", "sales-user", "team", "product", "pipeline", "opportunity")) {
            assertThat(ConsumedEvents.served(kind)).as(kind).isNotEmpty().allSatisfy(
                    event -> assertThat(event.toString()).doesNotContain(canary).doesNotContain("+628123450000"));
        }
    }
}
