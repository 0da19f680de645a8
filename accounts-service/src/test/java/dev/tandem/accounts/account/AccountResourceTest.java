package dev.tandem.accounts.account;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.MERGE_PATCH;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class AccountResourceTest {

    @Test
    void needsNothingButANameAndShowsWhatWasStored() {
        JsonPath created = create("accounts", "{\"name\":\"Acme\"}");

        as("analyst").get(B2B + "accounts/" + created.get("id")).then().statusCode(200).header("ETag", "\"1\"")
                .body("name", equalTo("Acme")).body("type", equalTo("PROSPECT")).body("status", equalTo("ACTIVE"))
                .body("source", equalTo("API")).body("externalIds", hasSize(0)).body("ownerId", nullValue());
        as("analyst").header("If-None-Match", "\"1\"").get(B2B + "accounts/" + created.get("id")).then().statusCode(304);
    }

    @Test
    void namesEveryFieldThatIsWrongInOneReply() {
        posting("admin", "accounts",
                """
                        {"name":" ","industry":"technolgy","billingAddress":{"country":"USA"},"timeZone":"Mars/Base","numberOfEmployees":-1,
                         "parentAccountId":"01980000-0000-7000-8000-000000000000"}""")
                .statusCode(422).contentType("application/problem+json").body("code", equalTo("validation-failed"))
                .body("errors.code", containsInAnyOrder("required", "unknown-industry", "unknown-country", "unknown-time-zone",
                        "out-of-range", "unknown-reference"))
                .body("errors.pointer", hasItem("/billingAddress/country"));
        posting("admin", "accounts", "{\"name\":\"Acme\",\"industry\":\"technolgy\"}").statusCode(422)
                .body("code", equalTo("unknown-industry"));
    }

    @Test
    void refusesFieldsThatNobodyMaySet() {
        posting("admin", "accounts", "{\"name\":\"Acme\",\"status\":\"MERGED\",\"nonsense\":1}").statusCode(400)
                .body("code", equalTo("unknown-field")).body("errors", hasSize(2));
    }

    @Test
    void changesOnlyWhatThePatchNamesAndOnlyTheVersionThatWasRead() {
        String id = create("accounts", "{\"name\":\"Acme\",\"industry\":\"retail\",\"tier\":\"A\"}").get("id");

        patching("admin", "accounts", id, 1, "{\"tier\":null,\"billingAddress\":{\"country\":\"KR\"}}").statusCode(200)
                .header("ETag", "\"2\"").header("Feed-Position", notNullValue()).body("version", equalTo(2))
                .body("tier", nullValue()).body("industry", equalTo("retail")).body("billingAddress.country", equalTo("KR"));
        patching("admin", "accounts", id, 1, "{\"tier\":\"B\"}").statusCode(412).header("ETag", "\"2\"");
        patching("admin", "accounts", id, 2, "{\"name\":null}").statusCode(422).body("errors[0].pointer", equalTo("/name"));
        patching("admin", "accounts", id, 2, "{\"version\":9}").statusCode(400).body("code", equalTo("unknown-field"));
        patching("admin", "accounts", id, 2, "{\"industry\":\"retail\"}").statusCode(200).header("ETag", "\"2\"");
        as("admin").contentType(MERGE_PATCH).body("{}").patch(B2B + "accounts/" + id).then().statusCode(428);
        as("admin").contentType("application/json").header("If-Match", "\"2\"").body("{}").patch(B2B + "accounts/" + id)
                .then().statusCode(415);
    }

    @Test
    void notesEveryChangeInTheAuditWithBothStates() {
        String id = create("accounts", "{\"name\":\"Acme\"}").get("id");
        patching("admin", "accounts", id, 1, "{\"name\":\"Acme Corporation\"}").statusCode(200);

        as("admin").queryParam("recordId", id).get(B2B + "audit-events").then().statusCode(200).body("items", hasSize(2))
                .body("items[0].action", equalTo("updated")).body("items[0].before.name", equalTo("Acme"))
                .body("items[0].after.name", equalTo("Acme Corporation"));
    }

    @Test
    void deletesSoftlyAndRestores() {
        String domain = unique("d") + ".example";
        String id = create("accounts",
                "{\"name\":\"Gone\",\"primaryDomain\":\"" + domain.toUpperCase(java.util.Locale.ROOT) + "\"}").get("id");
        posting("admin", "accounts", "{\"name\":\"Twin\",\"primaryDomain\":\"" + domain + "\"}").statusCode(409)
                .body("code", equalTo("domain-taken"));

        as("admin").header("If-Match", "\"1\"").delete(B2B + "accounts/" + id).then().statusCode(204).header("ETag", "\"2\"");

        as("admin").get(B2B + "accounts/" + id).then().statusCode(404);
        as("admin").queryParam("primaryDomain", domain).get(B2B + "accounts").then().body("items", hasSize(0));
        String twin = create("accounts", "{\"name\":\"Twin\",\"primaryDomain\":\"" + domain + "\"}").get("id");
        as("admin").post(B2B + "accounts/" + id + "/restore").then().statusCode(428);
        restoring(id, 1).statusCode(412).header("ETag", "\"2\"");
        restoring(id, 2).statusCode(409).body("code", equalTo("domain-taken"));
        as("admin").header("If-Match", "\"1\"").delete(B2B + "accounts/" + twin).then().statusCode(204);
        restoring(id, 2).statusCode(200).header("ETag", "\"3\"");
        restoring(id, 3).statusCode(200).header("ETag", "\"3\"");
    }

    private static ValidatableResponse restoring(String id, int version) {
        return as("admin").header("If-Match", "\"" + version + "\"").post(B2B + "accounts/" + id + "/restore").then();
    }

    @Test
    void isKnownInOtherSystemsByTheNamesItIsGiven() {
        String one = unique("one");
        String two = unique("two");
        String id = create("accounts", "{\"name\":\"Acme\",\"externalIds\":[" + name("crm", one) + "]}").get("id");
        as("analyst").get(B2B + "accounts/" + id).then().body("externalIds.id", contains(one)).body("version", equalTo(1));

        posting("admin", "accounts", "{\"name\":\"Twin\",\"externalIds\":[" + name("crm", one) + "]}").statusCode(409)
                .body("code", equalTo("external-id-taken"));
        patching("admin", "accounts", id, 1, "{\"externalIds\":[" + name("crm", one) + "," + name("erp", two) + "]}")
                .statusCode(200).header("ETag", "\"2\"").header("Feed-Position", notNullValue())
                .body("externalIds.id", containsInAnyOrder(one, two));
        patching("admin", "accounts", id, 2, "{\"externalIds\":[" + name("erp", two) + "," + name("crm", one) + "]}")
                .statusCode(200).header("ETag", "\"2\"");
        patching("admin", "accounts", id, 2, "{\"name\":\"Acme Corporation\",\"externalIds\":[" + name("erp", two) + "]}")
                .statusCode(200).header("ETag", "\"3\"").body("externalIds.id", contains(two));
        create("accounts", "{\"name\":\"Heir\",\"externalIds\":[" + name("crm", one) + "]}");
        patching("admin", "accounts", id, 3, "{\"externalIds\":[" + name("crm", one) + "]}").statusCode(409)
                .body("code", equalTo("external-id-taken"));
        patching("admin", "accounts", id, 3, "{\"externalIds\":null}").statusCode(200).header("ETag", "\"4\"")
                .body("externalIds", hasSize(0));

        as("admin").queryParam("recordId", id).get(B2B + "audit-events").then().body("items", hasSize(4))
                .body("items[0].before.externalIds.id", contains(two)).body("items[0].after.externalIds", hasSize(0));
    }

    @Test
    void namesWhatIsWrongWithFieldsAndExternalIdsInOneReply() {
        posting("admin", "accounts", "{\"name\":\"\",\"externalIds\":[{\"system\":\"CRM 1\",\"id\":\"\"}]}").statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/name", "/externalIds/0/system", "/externalIds/0/id"));
        posting("admin", "accounts", "{\"title\":\"Acme\",\"externalIds\":[{\"system\":\"crm\",\"key\":\"1\"}]}")
                .statusCode(400)
                .body("code", equalTo("unknown-field"))
                .body("errors.pointer", containsInAnyOrder("/title", "/externalIds/0/key"));
        posting("admin", "accounts", "{\"name\":\"Acme\",\"externalIds\":\"crm\"}").statusCode(400)
                .body("errors[0].pointer", equalTo("/externalIds"));
        posting("admin", "accounts", "null").statusCode(400).body("code", equalTo("wrong-type"));
        posting("admin", "accounts", "[]").statusCode(400).body("code", equalTo("wrong-type"));
    }

    private static String name(String system, String id) {
        return "{\"system\":\"" + system + "\",\"id\":\"" + id + "\"}";
    }

    @Test
    void keepsAnAccountThatOthersBelongTo() {
        String parent = create("accounts", "{\"name\":\"Parent\"}").get("id");
        create("accounts", "{\"name\":\"Child\",\"parentAccountId\":\"" + parent + "\"}");

        as("admin").header("If-Match", "\"1\"").delete(B2B + "accounts/" + parent).then().statusCode(409)
                .body("code", equalTo("account-in-use"));
    }

    @Test
    void refusesACircleOfParents() {
        String a = create("accounts", "{\"name\":\"A\"}").get("id");
        String b = create("accounts", "{\"name\":\"B\",\"parentAccountId\":\"" + a + "\"}").get("id");
        String c = create("accounts", "{\"name\":\"C\",\"parentAccountId\":\"" + b + "\"}").get("id");

        patching("admin", "accounts", a, 1, "{\"parentAccountId\":\"" + c + "\"}").statusCode(422)
                .body("code", equalTo("hierarchy-cycle"));
        patching("admin", "accounts", a, 1, "{\"parentAccountId\":\"" + a + "\"}").statusCode(422)
                .body("code", equalTo("hierarchy-cycle"));
    }

    @Test
    void refusesACircleThatTwoRequestsWouldCloseTogether() throws Exception {
        for (int round = 0; round < 5; round++) {
            String a = create("accounts", "{\"name\":\"A\"}").get("id");
            String b = create("accounts", "{\"name\":\"B\"}").get("id");
            List<Callable<Integer>> halves = List.of(
                    () -> patching("admin", "accounts", a, 1, "{\"parentAccountId\":\"" + b + "\"}").extract().statusCode(),
                    () -> patching("admin", "accounts", b, 1, "{\"parentAccountId\":\"" + a + "\"}").extract().statusCode());
            List<Integer> statuses = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(2)) {
                for (var half : threads.invokeAll(halves)) {
                    statuses.add(half.get());
                }
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 422);
        }
    }

    @Test
    void listsEveryRowOnceInEveryOrder() {
        String tier = unique("t");
        for (String name : List.of("b", "a", "c", "b", "d")) {
            create("accounts", "{\"name\":\"" + name + "\",\"tier\":\"" + tier + "\"}");
        }

        assertThat(names(tier, "name")).containsExactly("a", "b", "b", "c", "d");
        assertThat(names(tier, "-name")).containsExactly("d", "c", "b", "b", "a");
        assertThat(names(tier, "createdAt")).containsExactly("b", "a", "c", "b", "d");
        assertThat(names(tier, "-id")).containsExactly("d", "b", "c", "a", "b");
        as("admin").queryParam("tier", tier).get(B2B + "accounts/count").then().statusCode(200).body("count", equalTo(5));
    }

    private static List<String> names(String tier, String sort) {
        List<String> names = new ArrayList<>();
        String cursor = null;
        do {
            var request = as("admin").queryParam("tier", tier).queryParam("sort", sort).queryParam("limit", 2);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(B2B + "accounts").then()
                    .statusCode(200).extract().jsonPath();
            names.addAll(page.getList("items.name"));
            cursor = page.get("nextCursor");
        } while (cursor != null);
        return names;
    }

    @Test
    void refusesParametersItDoesNotKnow() {
        as("admin").get(B2B + "accounts?colour=red").then().statusCode(400).body("code", equalTo("unknown-parameter"));
        as("admin").get(B2B + "accounts/count?limit=3").then().statusCode(400).body("code", equalTo("unknown-parameter"));
        as("admin").get(B2B + "accounts?ownerId=me").then().statusCode(400).body("code", equalTo("invalid-parameter"));
        as("admin").get(B2B + "accounts?type=FRIEND").then().statusCode(400).body("code", equalTo("invalid-parameter"));
        as("admin").get(B2B + "accounts?sort=tier").then().statusCode(400).body("code", equalTo("unknown-sort"));
        as("admin").get(B2B + "accounts?cursor=abc").then().statusCode(400).body("code", equalTo("invalid-cursor"));
        as("admin").get(B2B + "accounts?limit=201").then().statusCode(400);
    }

    @Test
    void isClosedToThoseWithoutARoleForIt() {
        io.restassured.RestAssured.get(B2B + "accounts").then().statusCode(401);
        as("shopper").get(B2B + "accounts").then().statusCode(403);
        as("analyst").contentType("application/json").body("{\"name\":\"Acme\"}").post(B2B + "accounts").then().statusCode(403);
        posting("sales", "products", "{\"sku\":\"x\"}").statusCode(403);
    }

    @Test
    void repliesTheSameToTheSameKey() {
        String key = unique("key");
        String body = "{\"name\":\"Once\",\"tier\":\"" + key + "\"}";
        String first = as("admin").header("Idempotency-Key", key).contentType("application/json").body(body)
                .post(B2B + "accounts").then().statusCode(201).extract().path("id");

        as("admin").header("Idempotency-Key", key).contentType("application/json").body(body).post(B2B + "accounts").then()
                .statusCode(201).header("Idempotency-Replayed", "true").body("id", equalTo(first));
        as("admin").queryParam("tier", key).get(B2B + "accounts/count").then().body("count", equalTo(1));
    }
}
