package dev.tandem.accounts.contact;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.accounts.Feeds;
import dev.tandem.accounts.Files;
import dev.tandem.platform.testing.DatabaseDump;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.LogCapture;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The promise of erasure, held by a text that stands for a person and is in nothing afterwards. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ContactErasureTest {

    private final String canary = "kanari" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "ziel";
    private final String phone = "+62811" + ThreadLocalRandom.current().nextLong(100_000_000L, 999_999_999L);
    private final String email = canary + "@example.com";
    private final String system = unique("crm");
    private final String createKey = unique("key");

    private LogCapture log;
    private String account;
    private String createBody;

    @BeforeEach
    void listen() {
        log = LogCapture.begin();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private Response sendFirst() {
        return as("admin").contentType("application/json").header("Idempotency-Key", createKey).body(createBody)
                .post(B2B + "contacts");
    }

    private static Response erase(String id) {
        return as("customer-success").header("Idempotency-Key", UUID.randomUUID().toString())
                .post(B2B + "contacts/" + id + "/erasure");
    }

    /** A person who has left traces wherever one can. */
    private String personWithTraces() {
        account = create("accounts", "{\"name\":\"Acme\"}").get("id");
        createBody = """
                {"firstName":"%1$s","lastName":"%1$s","title":"Chief %1$s","email":"%2$s","phone":"%3$s","country":"ID",
                 "language":"id-ID","consents":[{"purpose":"PROFILING","grantedOn":"2026-01-01","evidence":"said %1$s"}],
                 "accounts":[{"accountId":"%5$s","role":"SIGNER","isPrimary":true}],
                 "externalIds":[{"system":"%4$s","id":"4711"},{"system":"mail","id":"%2$s"}]}"""
                .formatted(canary, email, phone, system, account);
        String id = sendFirst().then().statusCode(201).extract().path("id");
        patching("admin", "contacts", id, 1, "{\"lastName\":\"" + canary + " the second\"}").statusCode(200);
        patching("admin", "contacts", id, 2, "{\"firstName\":\"Sari\",\"email\":\"now." + email + "\"}").statusCode(200);
        as("admin").queryParam("q", canary).get(B2B + "contacts").then().body("items", hasSize(1));
        posting("admin", "contacts", "{\"firstName\":\"" + canary + "\",\"email\":\"no address " + canary + "\"}")
                .statusCode(422);
        posting("admin", "contacts", "{\"email\":\"now." + email + "\"}").statusCode(409);
        posting("admin", "contacts", createBody.replace(email, "other." + email)).statusCode(409);
        return id;
    }

    private JsonPath send(String rows) {
        String mapping = Files.mapping("""
                {"format":"CSV","externalId":{"system":"%s","from":"no"},"fields":{"firstName":"first","lastName":"last",
                 "email":"mail","phone":"phone"}}""".formatted(system));
        return Files.send("contact", mapping, "text/csv", ("no,first,last,mail,phone,street\n" + rows).getBytes(UTF_8));
    }

    private static String failedRows(JsonPath job) {
        return as("admin").get(B2B + "imports/" + job.getString("id") + "/failed-rows").then().statusCode(200).extract()
                .asString();
    }

    private List<String> tablesThatKnow() throws SQLException, IOException {
        return DatabaseDump.tablesWith(List.of(canary, phone));
    }

    @Test
    void leavesNoTraceOfAPersonInAnyTableOrInTheLog() throws SQLException, IOException {
        String webhook = create("webhooks",
                "{\"name\":\"" + unique("people") + "\",\"kinds\":[\"contact\"],\"url\":\"http://127.0.0.1:"
                        + portWhereNobodyListens() + "/\"}")
                .get("id");
        String id = personWithTraces();
        JsonPath good = send("4711,%1$s,%1$s,,,%1$s street 1\n".formatted(canary));
        JsonPath bad = send("""
                4711,Sari,Wijaya,not-an-address,,%1$s street 1
                9,Sari,Wijaya,not-an-address,%2$s,somewhere
                8,%1$s,%1$s,not-an-address,,
                7,Budi,Santoso,not-an-address,,
                """.formatted(canary, phone));
        assertThat(good.getInt("rows.updated")).isEqualTo(1);
        assertThat(failedRows(bad)).contains(canary, phone, "Budi");
        Eventually.within(Duration.ofSeconds(30), () -> as("admin").get(B2B + "webhooks/" + webhook + "/deliveries").then()
                .body("items.subject", hasItems(id)));
        assertThat(tablesThatKnow()).as("the canary sings before").containsExactlyInAnyOrder("public.contact",
                "public.contact_consent", "public.external_id");
        int version = as("admin").get(B2B + "contacts/" + id).path("version");

        erase(id).then().statusCode(200).body("status", equalTo("ERASED")).body("firstName", nullValue())
                .body("title", nullValue()).body("email", nullValue()).body("phone", nullValue()).body("country", nullValue())
                .body("consents", hasSize(0)).body("externalIds", hasSize(0)).body("version", equalTo(version + 1))
                .body("accounts[0].isActive", equalTo(false)).body("accounts[0].isPrimary", equalTo(false));

        assertThat(tablesThatKnow()).isEmpty();
        assertThat(log.text()).doesNotContainIgnoringCase(canary).doesNotContain(phone);
        assertThat(failedRows(bad)).contains("Budi").doesNotContain(canary, phone);
        as("admin").get(B2B + "imports/" + bad.getString("id") + "/errors").then()
                .body("items.code", hasItems("person-erased", "invalid-email")).body("items", hasSize(4));
        as("admin").queryParam("q", canary).get(B2B + "contacts/count").then().body("count", equalTo(0));
        JsonPath told = Feeds.event("contact", id, version + 1);
        assertThat(told.getString("change")).isEqualTo("ERASED");
        assertThat(told.<Object> get("data")).isNull();
        as("admin").queryParam("recordId", id).get(B2B + "audit-events").then().statusCode(200)
                .body("items[0].action", equalTo("erased")).body("items.find { it.action == 'created' }.erasedFields",
                        hasItems("firstName", "email", "consents", "externalIds"));
        as("admin").header("If-Match", "\"1\"").delete(B2B + "webhooks/" + webhook).then().statusCode(204);
    }

    private static int portWhereNobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void erasesOnceAndGivesTheSameReplyAgain() {
        String id = personWithTraces();
        String key = unique("key");
        String path = B2B + "contacts/" + id + "/erasure";
        as("sales").header("Idempotency-Key", key).post(path).then().statusCode(403);
        as("admin").post(path).then().statusCode(400).body("code", equalTo("idempotency-key-required"));
        as("admin").header("Idempotency-Key", key).header("If-Match", "\"1\"").post(path).then().statusCode(412);

        String first = as("admin").header("Idempotency-Key", key).post(path).then().statusCode(200).extract().asString();

        as("admin").header("Idempotency-Key", key).post(path).then().statusCode(200)
                .header("Idempotency-Replayed", "true");
        assertThat(erase(id).then().statusCode(200).extract().asString()).isEqualTo(first);
        as("admin").queryParam("recordId", id).get(B2B + "audit-events").then()
                .body("items.findAll { it.action == 'erased' }", hasSize(1));
        sendFirst().then().statusCode(410).body("code", equalTo("erased"));
        erase(UUID.randomUUID().toString()).then().statusCode(404);
    }

    @Test
    void writesNothingMoreAboutAnErasedPersonAndFreesHisPlace() {
        String id = personWithTraces();
        erase(id).then().statusCode(200);
        int version = as("admin").get(B2B + "contacts/" + id).then().body("status", equalTo("ERASED")).extract()
                .path("version");

        patching("admin", "contacts", id, version, "{\"firstName\":\"" + canary + "\"}").statusCode(409)
                .body("code", equalTo("person-erased"));
        as("admin").header("If-Match", "\"" + version + "\"").delete(B2B + "contacts/" + id).then().statusCode(409);
        as("admin").header("If-Match", "\"" + version + "\"").post(B2B + "contacts/" + id + "/restore").then()
                .statusCode(409);
        String heir = create("contacts", "{\"firstName\":\"Sari\",\"email\":\"now." + email
                + "\",\"accounts\":[{\"accountId\":\"" + account + "\",\"isPrimary\":true}]}").get("id");
        assertThat(heir).as("who comes again is somebody new").isNotEqualTo(id);
        as("admin").header("If-Match", "\"1\"").delete(B2B + "contacts/" + heir).then().statusCode(204);
        as("admin").header("If-Match", "\"1\"").delete(B2B + "accounts/" + account).then().statusCode(204);
    }

    @Test
    void refusesAFileThatBringsThePersonBackAndKeepsNothingOfTheRow() throws SQLException, IOException {
        String id = personWithTraces();
        as("admin").header("If-Match", "\"3\"").delete(B2B + "contacts/" + id).then().statusCode(204);
        erase(id).then().statusCode(200).body("status", equalTo("ERASED"));

        JsonPath job = send("4711,%1$s,%1$s,%2$s,,\n4712,Budi,,,,\n".formatted(canary, email));

        assertThat(job.getMap("rows").toString()).contains("created=1", "failed=1");
        assertThat(failedRows(job)).contains("person-erased").doesNotContain(canary);
        assertThat(tablesThatKnow()).isEmpty();
        assertThat(as("admin").get(B2B + "exports/contact").then().statusCode(200).extract().asString()).doesNotContain(id);
    }

    @Test
    void tellsAPersonAllThatIsKept() {
        String id = personWithTraces();
        send("1,Other," + canary + "," + email + ",not-a-phone,\n");

        JsonPath document = as("customer-success").get(B2B + "contacts/" + id + "/export").then().statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"contact-" + id + ".json\"")).extract()
                .jsonPath();
        assertThat(document.getString("contact.email")).isEqualTo("now." + email);
        assertThat(document.getString("contact.consents[0].evidence")).contains(canary);
        assertThat(document.getString("audit.find { it.action == 'created' }.after.email")).isEqualTo(email);
        assertThat(document.getString("failedImportRows[0].cells")).contains(email);
        as("sales").get(B2B + "contacts/" + id + "/export").then().statusCode(403);

        erase(id).then().statusCode(200);
        as("admin").get(B2B + "contacts/" + id + "/export").then().statusCode(404);
    }
}
