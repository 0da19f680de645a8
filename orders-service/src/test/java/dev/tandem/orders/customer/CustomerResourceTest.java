package dev.tandem.orders.customer;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.patching;
import static dev.tandem.orders.Http.posting;
import static dev.tandem.orders.Http.shopper;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.imports.Imports;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class CustomerResourceTest {

    private static final String CUSTOMERS = "/api/v1/b2c/customers";

    @Test
    void keepsOneActiveCustomerPerAddress() {
        String email = mail();
        String id = create("{\"email\":\" " + email.toUpperCase(java.util.Locale.ROOT) + " \"}");
        as("shop").get(CUSTOMERS + "/" + id).then().body("email", equalTo(email)).body("status", equalTo("ACTIVE"));

        posting("shop", "{\"email\":\"" + email + "\"}").post(CUSTOMERS).then().statusCode(409).body("code",
                equalTo("email-taken"));
        as("admin").header("If-Match", "\"1\"").delete(CUSTOMERS + "/" + id).then().statusCode(204);
        String next = create("{\"email\":\"" + email + "\"}");
        as("admin").header("If-Match", "\"2\"").post(CUSTOMERS + "/" + id + "/restore").then().statusCode(409);
        as("shop").queryParam("email", email).get(CUSTOMERS).then().body("items.id", contains(next));
    }

    @Test
    void letsOneOfManyRacersHaveAnAddress() throws Exception {
        String body = "{\"email\":\"" + mail() + "\"}";
        Callable<Integer> call = () -> posting("shop", body).post(CUSTOMERS).statusCode();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var replies = threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> call).toList()).stream()
                    .map(future -> future.resultNow()).collect(Collectors.groupingBy(code -> code, Collectors.counting()));
            assertThat(replies).containsEntry(201, 1L).containsEntry(409, 3L);
        }
    }

    @Test
    void makesAShopperACustomerOnceHoweverOftenHeAsks() throws Exception {
        String subject = "shopper-" + UUID.randomUUID();
        Callable<String> call = () -> shopper(subject).get(CUSTOMERS + "/me").then().statusCode(200).extract().path("id");
        try (var threads = Executors.newFixedThreadPool(4)) {
            assertThat(threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> call).toList()).stream()
                    .map(future -> future.resultNow()).distinct()).hasSize(1);
        }
    }

    @Test
    void isAnotherCustomerUnderTheSameNameOfAnotherIssuer() {
        String subject = "shopper-" + UUID.randomUUID();
        String here = shopper(subject).get(CUSTOMERS + "/me").then().statusCode(200).extract().path("id");
        String elsewhere = TestProvider.signed(TestProvider.claims().subject(subject)
                .claim("realm_access", Map.of("roles", List.of("shopper"))));

        String there = given().auth().oauth2(elsewhere).get(CUSTOMERS + "/me").then().statusCode(200).extract().path("id");

        assertThat(there).isNotEqualTo(here);
        given().auth().oauth2(elsewhere).get(CUSTOMERS + "/" + here).then().statusCode(404);
        given().auth().oauth2(elsewhere).get(CUSTOMERS + "/me").then().body("id", equalTo(there));
    }

    @Test
    void letsAShopperChangeHimselfAndNobodyElse() {
        String subject = "shopper-" + UUID.randomUUID();
        String me = shopper(subject).get(CUSTOMERS + "/me").path("id");
        String other = create("{}");

        shopper(subject).contentType("application/merge-patch+json").header("If-Match", "\"1\"")
                .body("{\"givenName\":\"Sari\",\"country\":\"ID\"}").patch(CUSTOMERS + "/" + me).then().statusCode(200)
                .body("givenName", equalTo("Sari")).body("version", equalTo(2));
        shopper(subject).contentType("application/merge-patch+json").header("If-Match", "\"2\"")
                .body("{\"externalIds\":[{\"system\":\"x\",\"id\":\"" + me + "\"}]}").patch(CUSTOMERS + "/" + me).then()
                .statusCode(403);
        shopper(subject).contentType("application/merge-patch+json").header("If-Match", "\"1\"").body("{}")
                .patch(CUSTOMERS + "/" + other).then().statusCode(404);
        shopper(subject).get(CUSTOMERS + "/" + other).then().statusCode(404);
        shopper(subject).get(CUSTOMERS).then().body("items.id", contains(me));
    }

    @Test
    void clearsWithNullAndRefusesWhatItDoesNotKnow() {
        String id = create("{\"givenName\":\"Sari\",\"email\":\"" + mail() + "\"}");
        patching("shop", 1, "{\"givenName\":null}").patch(CUSTOMERS + "/" + id).then().statusCode(200)
                .body("givenName", nullValue());
        patching("shop", 2, "{\"status\":\"ERASED\"}").patch(CUSTOMERS + "/" + id).then().statusCode(400)
                .body("code", equalTo("unknown-field"));
        patching("shop", 2, "{\"country\":\"XX\"}").patch(CUSTOMERS + "/" + id).then().statusCode(422)
                .body("code", equalTo("unknown-country")).body("errors[0].pointer", equalTo("/country"));
    }

    @Test
    void tellsTheFeedNothingThatSaysWhoSomebodyIsAndTheAuditOnlyUnderSeal() throws Exception {
        String email = mail();
        String name = "Wijaya" + UUID.randomUUID();
        String id = create("""
                {"givenName":"Sari","familyName":"%s","email":"%s","phone":"+628123456789","birthYear":1991,"country":"ID"}"""
                .formatted(name, email));
        patching("shop", 1, "{\"phone\":\"+628999999999\"}").patch(CUSTOMERS + "/" + id).then().statusCode(200);

        String event = one("SELECT data::text FROM outbox WHERE kind = 'customer' AND entity_id = '" + id
                + "' ORDER BY seq DESC LIMIT 1");
        assertThat(JsonPath.from(event).getMap("")).containsOnlyKeys("id", "status", "country", "birthYearBand", "externalId",
                "version").containsEntry("birthYearBand", "1990-1999").containsEntry("version", 2);
        String audit = one("SELECT string_agg(coalesce(before::text, '') || coalesce(after::text, ''), '') FROM audit"
                + " WHERE record_id = '" + id + "'");
        assertThat(audit).contains("\"country\"").doesNotContain(name).doesNotContain(email).doesNotContain("+628")
                .doesNotContain("1991");
        as("admin").queryParam("kind", "customer").queryParam("recordId", id).get("/api/v1/b2c/audit-events").then()
                .statusCode(200)
                .body("items[0].after.phone", equalTo("+628999999999")).body("items[0].before.phone", equalTo("+628123456789"));
    }

    @Test
    void importsPeopleAndRefusesAnAddressTwice() {
        String system = "s" + UUID.randomUUID().toString().replace("-", "");
        String email = mail();
        String mapping = Imports.mapping("""
                {"format":"CSV","externalId":{"system":"%s","from":"id"},"fields":{"email":{"from":"mail"},
                 "givenName":{"from":"name"},"country":{"from":"country"}}}""".formatted(system));
        String file = "id,mail,name,country\n1," + email + ",Sari,ID\n2," + email + ",Budi,ID\n3,,Citra,XX\n4,,Dewi,SG\n";
        JsonPath job = Imports.run("customer", mapping, "text/csv", file.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(30));

        assertThat(job.getMap("rows")).containsEntry("created", 2).containsEntry("failed", 2);
        assertThat(Imports.errors(job.getString("id")).getList("items.code"))
                .isEqualTo(List.of("email-taken", "unknown-country"));
    }

    private static String create(String json) {
        return posting("shop", json).post(CUSTOMERS).then().statusCode(201).extract().path("id");
    }

    private static String mail() {
        return "sari-" + UUID.randomUUID() + "@example.com";
    }

    private static String one(String sql) throws Exception {
        try (Connection connection = OwnerConnection.open();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
