package dev.tandem.platform.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import dev.tandem.platform.webhook.Hooks.Hook;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class WebhookResourceTest {

    private static final String MERGE = "application/merge-patch+json";

    @Inject
    Hooks hooks;

    @Test
    void isCreatedChangedAndDeletedWithAnAuditThatNeverShowsTheSecret() throws SQLException {
        String secret = "a secret that is long enough".replace(' ', '-');
        String id = Hooks.admin().body(Map.of("name", "Billing", "url", "https://public.test/hook", "kinds",
                List.of("shape", "busy", "shape"), "description", "for the books", "secret", secret)).post(Hooks.PATH).then()
                .statusCode(201).header("ETag", "\"1\"").header("Location", notNullValue())
                .body("version", equalTo(1), "kinds", contains("shape", "busy"), "active", equalTo(true), "secret",
                        equalTo(secret), "createdBy", equalTo("sub-admin"))
                .extract().path("id");
        String path = Hooks.PATH + "/" + id;
        Hooks.admin().get(path).then().statusCode(200).header("ETag", "\"1\"").body("name", equalTo("Billing"), "secret",
                nullValue(), "inactiveReason", nullValue());
        Hooks.admin().header("If-None-Match", "\"1\"").get(path).then().statusCode(304);

        patch().body("{\"active\":false}").patch(path).then().statusCode(428);
        patch().header("If-Match", "\"7\"").body("{\"active\":false}").patch(path).then().statusCode(412);
        patch().header("If-Match", "\"1\"").body("{\"name\":null}").patch(path).then().statusCode(422).body("code",
                equalTo("required"), "errors[0].pointer", equalTo("/name"));
        patch().header("If-Match", "\"1\"").body("{\"secret\":\"x\"}").patch(path).then().statusCode(400).body("code",
                equalTo("unknown-field"));
        Hooks.admin().header("If-Match", "\"1\"").body("{}").patch(path).then().statusCode(415);
        patch().header("If-Match", "\"1\"").body("{\"name\":\"Billing\"}").patch(path).then().statusCode(200)
                .body("version", equalTo(1));
        patch().header("If-Match", "\"1\"").body("{\"active\":false,\"description\":null}").patch(path).then()
                .statusCode(200).header("ETag", "\"2\"").body("active", equalTo(false), "inactiveReason",
                        equalTo("REQUESTED"), "description", nullValue());
        String rotated = Hooks.admin().header("If-Match", "\"2\"").body("{}").post(path + "/rotate-secret").then()
                .statusCode(200).header("ETag", "\"3\"").body("previousSecretValidUntil", notNullValue()).extract()
                .path("secret");
        Hooks.admin().delete(path).then().statusCode(428);
        Hooks.admin().header("If-Match", "\"3\"").delete(path).then().statusCode(204);
        Hooks.admin().get(path).then().statusCode(404);

        Hooks.admin().queryParam("recordId", id).get("/api/v1/toy/audit-events").then().statusCode(200).body("items.action",
                contains("deleted", "secret-rotated", "updated", "created"), "items.actor[0]", equalTo("sub-admin"),
                "items[2].before.active", equalTo(true), "items[2].after.active", equalTo(false));
        assertThat(stored("audit", "webhook", "webhook_delivery", "idempotency_record")).doesNotContain(secret)
                .doesNotContain(rotated);
    }

    @Test
    void aRepeatedCreationShowsTheSameSecretWithoutKeepingItReadable() throws SQLException {
        Map<String, Object> wanted = Map.of("name", "once", "url", "https://public.test/once", "kinds", List.of("shape"));
        var first = Hooks.admin().header("Idempotency-Key", "hook-once").body(wanted).post(Hooks.PATH).then().statusCode(201)
                .extract();
        var second = Hooks.admin().header("Idempotency-Key", "hook-once").body(wanted).post(Hooks.PATH).then()
                .statusCode(201).header("Idempotency-Replayed", "true").extract();

        assertThat(second.<String> path("secret")).isEqualTo(first.path("secret")).startsWith("whsec_");
        assertThat(second.<String> path("id")).isEqualTo(first.path("id"));
        assertThat(stored("idempotency_record", "webhook")).doesNotContain(first.<String> path("secret"));
    }

    @Test
    void listsPageByPageAndCounts() {
        Hook one = hooks.create("https://public.test/1", "idle");
        Hook two = hooks.create("https://public.test/2", "idle", "other");
        Hook three = hooks.create("https://public.test/3", "idle");
        hooks.patch(three, "{\"active\":false}");

        String cursor = list().queryParam("limit", 2).get(Hooks.PATH).then().statusCode(200).body("items.id",
                contains(one.id().toString(), two.id().toString()), "items.secret", contains(nullValue(), nullValue()))
                .extract().path("nextCursor");
        list().queryParam("cursor", cursor).get(Hooks.PATH).then().body("items.id", contains(three.id().toString()),
                "nextCursor", nullValue());
        list().queryParam("active", true).get(Hooks.PATH + "/count").then().statusCode(200).body("count", equalTo(2));
        list().queryParam("colour", "red").get(Hooks.PATH).then().statusCode(400).body("code",
                equalTo("unknown-parameter"));
        list().queryParam("cursor", "nonsense").get(Hooks.PATH).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "analyst", "finance", "sales-manager", "system", "shopper" })
    void isForAdministratorsAlone(String role) {
        String path = Hooks.PATH + "/" + UUID.randomUUID();
        RequestSpecification caller = given().auth().oauth2(TestTokens.of(role)).contentType("application/json");
        for (String get : new String[] { Hooks.PATH, Hooks.PATH + "/count", path, path + "/deliveries",
                path + "/deliveries/count", path + "/deliveries/" + UUID.randomUUID() }) {
            caller.get(get).then().statusCode(403);
        }
        for (String post : new String[] { Hooks.PATH, path + "/test", path + "/rotate-secret",
                path + "/deliveries/" + UUID.randomUUID() + "/redeliver" }) {
            caller.body("{}").post(post).then().statusCode(403);
        }
        caller.delete(path).then().statusCode(403);
        given().get(Hooks.PATH).then().statusCode(401);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        Hooks.admin().body("{\"kinds\":[],\"secret\":\"short\"}").post(Hooks.PATH).then().statusCode(422).body("code",
                equalTo("validation-failed"), "errors.pointer",
                containsInAnyOrder("/name", "/url", "/kinds", "/secret"));
        Hooks.admin().body(Map.of("name", "n", "url", "https://public.test/", "kinds", List.of("shape", "moon", "sun")))
                .post(Hooks.PATH).then().statusCode(422).body("code", equalTo("unknown-kind"), "errors.pointer",
                        contains("/kinds/1", "/kinds/2"));
        Hooks.admin().body("{\"colour\":1}").post(Hooks.PATH).then().statusCode(400).body("code", equalTo("unknown-field"));
        Hooks.admin().post(Hooks.PATH).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({ "https://10.0.0.1/, address-not-allowed", "https://127.0.0.1:8443/, address-not-allowed",
            "https://169.254.169.254/latest/meta-data, address-not-allowed", "https://[::1]/, address-not-allowed",
            "https://[::ffff:192.168.0.1]/, address-not-allowed", "https://[fd00::1]/, address-not-allowed",
            "https://100.64.1.1/, address-not-allowed", "https://0.0.0.0/, address-not-allowed",
            "https://inside.test/, address-not-allowed", "https://both.test/, address-not-allowed",
            "https://nowhere.test/, unknown-host", "https://public.test:22/, port-not-allowed",
            "https://2130706433/, invalid-url", "https://0x7f.0.0.1/, invalid-url", "https://me@public.test/, invalid-url",
            "javascript:alert(1), invalid-url" })
    void refusesTargetsThatAreNotInThePublicInternet(String url, String code) {
        Hooks.admin().body(Map.of("name", "inwards", "url", url, "kinds", List.of("shape"))).post(Hooks.PATH).then()
                .statusCode(422).body("code", equalTo(code), "errors[0].pointer", endsWith("/url"));
    }

    @Test
    void alsoAChangedUrlIsChecked() {
        Hook hook = hooks.create("https://public.test/fine", "shape");
        patch().header("If-Match", "\"1\"").body("{\"url\":\"https://inside.test/\"}").patch(hook.path()).then()
                .statusCode(422).body("code", equalTo("address-not-allowed"));
    }

    private static RequestSpecification list() {
        return Hooks.admin().queryParam("kind", "idle");
    }

    private static RequestSpecification patch() {
        return given().auth().oauth2(TestTokens.of("admin")).contentType(MERGE);
    }

    /** Everything in these tables, with bytes as the text that they may be. */
    private static String stored(String... tables) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection owner = OwnerConnection.open(); Statement statement = owner.createStatement()) {
            statement.execute("SET bytea_output = 'escape'");
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (rows.next()) {
                        all.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }
}
