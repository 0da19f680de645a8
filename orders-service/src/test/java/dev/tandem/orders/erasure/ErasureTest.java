package dev.tandem.orders.erasure;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.patching;
import static dev.tandem.orders.Http.posting;
import static dev.tandem.orders.Http.shopper;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.orders.Api;
import dev.tandem.orders.imports.Imports;
import dev.tandem.platform.testing.DatabaseDump;
import dev.tandem.platform.testing.LogCapture;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ErasureTest {

    private static final String CUSTOMERS = Api.PREFIX + "/customers/";
    private static final String ORDERS = Api.PREFIX + "/orders/";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String canary = "kanari" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "ziel";
    private final String phone = "+62811" + ThreadLocalRandom.current().nextLong(100_000_000L, 999_999_999L);
    private final String email = canary + "@example.com";
    private final String system = "s" + UUID.randomUUID().toString().replace("-", "");

    private LogCapture log;
    private String createKey;
    private String createBody;

    @BeforeEach
    void listen() {
        log = LogCapture.begin();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private static Response send(String key, String path, String json) {
        return as("shop").contentType(ContentType.JSON).header("Idempotency-Key", key).body(json).post(path);
    }

    private static Response erase(String id) {
        return as("support").header("Idempotency-Key", UUID.randomUUID().toString()).post(CUSTOMERS + id + "/erasure");
    }

    /** A person who has left traces wherever one can. */
    private String personWithTraces() {
        createKey = UUID.randomUUID().toString();
        createBody = """
                {"givenName":"%1$s","familyName":"%1$s","email":"%2$s","phone":"%3$s","birthYear":1991,"country":"ID",
                 "locale":"id-ID","externalIds":[{"system":"%4$s","id":"4711"},{"system":"mail","id":"%2$s"}]}"""
                .formatted(canary, email, phone, system);
        String id = send(createKey, Api.PREFIX + "/customers", createBody).then().statusCode(201).extract().path("id");
        patching("shop", 1, "{\"familyName\":\"" + canary + " the second\"}").patch(CUSTOMERS + id).then().statusCode(200);
        patching("shop", 2, "{\"givenName\":\"Sari\",\"email\":\"now." + email + "\"}").patch(CUSTOMERS + id).then()
                .statusCode(200);
        as("support").queryParam("email", email).get(Api.PREFIX + "/customers").then().statusCode(200);
        posting("shop", "{\"givenName\":\"" + canary + "\",\"email\":\"no address " + canary + "\"}")
                .post(Api.PREFIX + "/customers").then().statusCode(422);
        posting("shop", "{\"email\":\"now." + email + "\"}").post(Api.PREFIX + "/customers").then().statusCode(409);
        return id;
    }

    private String orderWithWords(String customer) {
        String order = posting("shop",
                """
                        {"customerId":"%s","channel":"WEB","country":"ID","lines":[{"description":"Engraved for %2$s","quantity":1,
                         "lineTotal":{"amount":"90.00","currency":"USD"}}],"externalIds":[{"system":"%3$s","id":"%2$s@example.com-1"}]}"""
                        .formatted(customer, canary, system))
                .post(Api.PREFIX + "/orders").then().statusCode(201).extract().path("id");
        posting("shop", """
                {"method":"CARD","amount":{"amount":"90.00","currency":"USD"},"reference":"psp-4711"}""")
                .post(ORDERS + order + "/payments").then().statusCode(201);
        posting("support", """
                {"amount":{"amount":"20.00","currency":"USD"},"reason":"%1$s was unhappy","reference":"to %1$s"}"""
                .formatted(canary)).post(ORDERS + order + "/refunds").then().statusCode(201);
        posting("support", "{\"lines\":[{\"lineNo\":1,\"requestedQty\":1,\"reason\":\"OTHER\"}],\"comment\":\"" + canary
                + " sends it back\"}").post(ORDERS + order + "/returns").then().statusCode(201);
        return order;
    }

    private JsonPath importCustomers(String rows) {
        String mapping = Imports.mapping("""
                {"format":"CSV","externalId":{"system":"%s","from":"no"},"fields":{"givenName":"first","familyName":"last",
                 "email":"mail","phone":"phone"}}""".formatted(system));
        return Imports.run("customer", mapping, "text/csv", ("no,first,last,mail,phone,street\n" + rows).getBytes(UTF_8),
                PATIENCE);
    }

    private String failedRows(JsonPath job) {
        return as("admin").get(Api.PREFIX + "/imports/" + job.getString("id") + "/failed-rows").then().statusCode(200).extract()
                .asString();
    }

    @Test
    void leavesNoTraceOfAPersonAndEveryFigureAsItWas() throws SQLException, IOException {
        String id = personWithTraces();
        String order = orderWithWords(id);
        JsonPath good = importCustomers("4711,%1$s,%1$s,,,%1$s street 1\n".formatted(canary));
        JsonPath bad = importCustomers("""
                4711,Sari,Wijaya,not-an-address,,%1$s street 1
                9,Sari,Wijaya,not-an-address,%2$s,somewhere
                8,%1$s,%1$s,not-an-address,,
                7,Budi,Santoso,not-an-address,,
                """.formatted(canary, phone));
        assertThat(good.getInt("rows.updated")).isEqualTo(1);
        assertThat(failedRows(bad)).contains(canary, phone, "Budi");
        assertThat(DatabaseDump.tablesWith(List.of(canary, phone))).as("the canary sings before").contains("public.customer",
                "public.order_line", "public.payment_transaction", "public.order_return", "public.external_id");
        String figures = figures();
        int version = as("support").get(CUSTOMERS + id).path("version");

        erase(id).then().statusCode(200).body("status", equalTo("ERASED")).body("givenName", nullValue())
                .body("email", nullValue()).body("phone", nullValue()).body("country", nullValue())
                .body("externalIds", hasSize(0)).body("version", equalTo(version + 1));

        assertThat(DatabaseDump.tablesWith(List.of(canary, phone))).isEmpty();
        assertThat(log.text()).doesNotContainIgnoringCase(canary).doesNotContain(phone);
        assertThat(figures()).isEqualTo(figures);
        assertThat(failedRows(bad)).contains("Budi").doesNotContain(canary, phone);
        as("admin").get(Api.PREFIX + "/imports/" + bad.getString("id") + "/errors").then()
                .body("items.code", hasItems("person-erased", "invalid-email")).body("items", hasSize(4));
        assertThat(event(id)).isEqualTo("ERASED null " + (version + 1));
        as("admin").queryParam("recordId", id).get(Api.PREFIX + "/audit-events").then().statusCode(200)
                .body("items[0].action", equalTo("erased")).body("items.find { it.action == 'created' }.erasedFields",
                        hasItems("givenName", "email", "externalIds"));
        as("support").get(ORDERS + order).then().body("total.amount", equalTo("90.00"))
                .body("refundedTotal.amount", equalTo("20.00")).body("lines[0].description", equalTo("erased"))
                .body("payments[0].transactions[0].reference", equalTo("psp-4711")).body("externalIds", hasSize(0));
        as("support").get(Api.PREFIX + "/returns?customerId=" + id).then().body("items", hasSize(1))
                .body("items[0].comment", nullValue()).body("items[0].lines[0].requestedQty", equalTo(1));
    }

    @Test
    void erasesOnceAndGivesTheSameReplyAgain() throws SQLException {
        String id = personWithTraces();
        String key = UUID.randomUUID().toString();
        var first = as("admin").header("Idempotency-Key", key).post(CUSTOMERS + id + "/erasure").then().statusCode(200)
                .extract();
        String traces = traces(id);

        as("admin").header("Idempotency-Key", key).post(CUSTOMERS + id + "/erasure").then().statusCode(200)
                .header("Idempotency-Replayed", "true").body("version", equalTo(first.<Integer> path("version")));
        assertThat(erase(id).then().statusCode(200).extract().asString()).isEqualTo(first.asString());
        assertThat(traces(id)).isEqualTo(traces);
        send(createKey, Api.PREFIX + "/customers", createBody).then().statusCode(410).body("code", equalTo("erased"));
        as("admin").post(CUSTOMERS + id + "/erasure").then().statusCode(400);
        erase(UUID.randomUUID().toString()).then().statusCode(404);
        as("shop").header("Idempotency-Key", key).post(CUSTOMERS + id + "/erasure").then().statusCode(403);
    }

    @Test
    void writesNothingMoreAboutAnErasedPersonButLetsHisMoneyGoBack() {
        String id = personWithTraces();
        String order = orderWithWords(id);
        erase(id).then().statusCode(200);
        int version = as("support").get(CUSTOMERS + id).then().body("status", equalTo("ERASED")).extract().path("version");

        patching("shop", version, "{\"givenName\":\"" + canary + "\"}").patch(CUSTOMERS + id).then().statusCode(409)
                .body("code", equalTo("person-erased"));
        as("admin").header("If-Match", "\"" + version + "\"").delete(CUSTOMERS + id).then().statusCode(409);
        posting("shop", "{\"customerId\":\"" + id + "\",\"lines\":[{\"description\":\"x\",\"quantity\":1,"
                + "\"lineTotal\":{\"amount\":\"1.00\",\"currency\":\"USD\"}}]}").post(Api.PREFIX + "/orders").then()
                .statusCode(409).body("code", equalTo("person-erased"));
        posting("support", "{\"amount\":{\"amount\":\"5.00\",\"currency\":\"USD\"},\"reason\":\"" + canary + "\"}")
                .post(ORDERS + order + "/refunds").then().statusCode(409).body("code", equalTo("person-erased"));
        posting("support", "{\"amount\":{\"amount\":\"5.00\",\"currency\":\"USD\"},\"reference\":\"psp-4712\"}")
                .post(ORDERS + order + "/refunds").then().statusCode(201).body("refundedTotal.amount", equalTo("25.00"));
    }

    @Test
    void refusesAFileThatBringsThePersonBackAndKeepsNothingOfTheRow() throws SQLException, IOException {
        String id = personWithTraces();
        erase(id).then().statusCode(200);

        JsonPath job = importCustomers("4711,%1$s,%1$s,%2$s,,\n4712,Budi,,,,\n".formatted(canary, email));

        assertThat(job.getMap("rows").toString()).contains("created=1", "failed=1");
        assertThat(failedRows(job)).contains("person-erased").doesNotContain(canary);
        assertThat(DatabaseDump.tablesWith(List.of(canary, phone))).isEmpty();
        String again = posting("shop", "{\"givenName\":\"Sari\",\"email\":\"" + email + "\"}").post(Api.PREFIX + "/customers")
                .then().statusCode(201).extract().path("id");
        assertThat(again).as("who registers again is somebody new").isNotEqualTo(id);
    }

    @Test
    void refusesOrdersOfAnErasedPersonInFilesAndLeavesTheOthers() {
        String mapping = Imports.mapping("""
                {"format":"CSV","externalId":{"system":"%1$s","from":"no"},"fields":{
                 "customerId":{"ref":"customer","system":"%1$s","from":"who","onMissing":"CREATE"},"occurredOn":"day",
                 "lines.0.description":{"constant":"CDs"},"lines.0.quantity":{"constant":1},
                 "lines.0.lineTotal":{"from":"sum","currency":"USD"}}}""".formatted(system));
        Imports.run("order", mapping, "text/csv", "no,who,day,sum\n1,a,2026-01-01,5\n2,b,2026-01-01,5\n".getBytes(UTF_8),
                PATIENCE);
        String id = one("SELECT record_id::text FROM external_id WHERE kind = 'customer' AND system = '" + system
                + "' AND id = 'a'");
        erase(id).then().statusCode(200);

        JsonPath job = Imports.run("order", mapping, "text/csv",
                "no,who,day,sum\n1,a,2026-01-01,6\n3,a,2026-01-02,5\n2,b,2026-01-01,5\n".getBytes(UTF_8), PATIENCE);

        assertThat(job.getMap("rows").toString()).contains("unchanged=1", "failed=2", "created=0");
        assertThat(Imports.errors(job.getString("id")).getList("items.code")).containsOnly("person-erased");
    }

    @Test
    void tellsAPersonAllThatIsKept() {
        String subject = "sub-" + UUID.randomUUID();
        String id = shopper(subject).get(CUSTOMERS + "me").then().statusCode(200).extract().path("id");
        shopper(subject).contentType(Api.MERGE_PATCH).header("If-Match", "\"1\"").body("{\"givenName\":\"" + canary
                + "\",\"email\":\"" + email + "\"}").patch(CUSTOMERS + id).then().statusCode(200);
        String order = orderWithWords(id);
        importCustomers("1,Other," + canary + "," + email + ",not-a-phone,\n");

        JsonPath document = shopper(subject).get(CUSTOMERS + id + "/export").then().statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"customer-" + id + ".json\"")).extract()
                .jsonPath();
        assertThat(document.getString("customer.email")).isEqualTo(email);
        assertThat(document.getString("logins[0].subject")).isEqualTo(subject);
        assertThat(document.getList("orders.id")).containsExactly(order);
        assertThat(document.getString("orders[0].payments[0].transactions[1].reason")).contains(canary);
        assertThat(document.getString("returns[0].comment")).contains(canary);
        assertThat(document.getList("audit.kind")).contains("customer", "order", "return");
        assertThat(document.getString("audit.find { it.action == 'updated' }.after.email")).isEqualTo(email);
        assertThat(document.getString("audit.find { it.action == 'placed' }.after.lines[0].description")).contains(canary);
        assertThat(document.getString("failedImportRows[0].cells")).contains(email);
        as("support").get(CUSTOMERS + id + "/export").then().statusCode(200);
        as("shop").get(CUSTOMERS + id + "/export").then().statusCode(403);
        shopper("somebody-else").get(CUSTOMERS + id + "/export").then().statusCode(404);

        erase(id).then().statusCode(200);
        as("support").get(CUSTOMERS + id + "/export").then().statusCode(404);
        shopper(subject).get(CUSTOMERS + "me").then().statusCode(200).body("id", org.hamcrest.Matchers.not(id));
    }

    /** What figures are made of. */
    private static String figures() {
        return one(
                """
                        SELECT (SELECT count(*) || ' orders ' || sum(total_minor) || ' ' || string_agg(DISTINCT status, ',') FROM sales_order)
                            || (SELECT count(*) || ' entries ' || sum(amount_minor) FROM payment_transaction)
                            || (SELECT count(*) || ' lines ' || sum(quantity) FROM order_line)""");
    }

    private static String traces(String id) {
        return one("SELECT (SELECT count(*) FROM audit WHERE record_id = '" + id + "') || ' ' || (SELECT count(*) FROM outbox"
                + " WHERE entity_id = '" + id + "') || ' ' || (SELECT version FROM customer WHERE id = '" + id + "')");
    }

    private static String event(String id) {
        return one(
                "SELECT change || ' ' || coalesce(data::text, 'null') || ' ' || entity_version FROM outbox WHERE entity_id = '"
                        + id + "' ORDER BY epoch DESC, xid DESC, seq DESC LIMIT 1");
    }

    private static String one(String sql) {
        try (Connection connection = OwnerConnection.open();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
