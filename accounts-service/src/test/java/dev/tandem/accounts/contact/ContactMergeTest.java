package dev.tandem.accounts.contact;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.accounts.Feeds;
import dev.tandem.accounts.Files;
import dev.tandem.platform.testing.DatabaseDump;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** Two contacts who are one person become one, and stay one person for what the person may ask. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ContactMergeTest {

    private static String contact(String json) {
        return create("contacts", json).get("id");
    }

    private static ValidatableResponse merging(String survivor, String... others) {
        return posting("admin", "contacts/" + survivor + "/merge", "{\"ids\":[\"" + String.join("\",\"", others) + "\"]}");
    }

    private static ValidatableResponse reading(String path) {
        return as("admin").redirects().follow(false).get(B2B + path).then();
    }

    @Test
    void joinsWhatIsKnownOfOnePerson() {
        String acme = create("accounts", "{\"name\":\"Acme\"}").get("id");
        String globex = create("accounts", "{\"name\":\"Globex\"}").get("id");
        String mail = unique("ani") + "@acme.example";
        String key = unique("crm");
        String a = contact("""
                {"firstName":"Ani","title":"CTO","consents":[{"purpose":"PROFILING","grantedOn":"2026-01-01"},
                 {"purpose":"MARKETING_EMAIL","grantedOn":"2026-02-01"}],"accounts":[{"accountId":"%s","role":"SIGNER"}]}"""
                .formatted(acme));
        String b = contact("""
                {"firstName":"Anita","lastName":"Wijaya","email":"%s","doNotCall":true,"country":"ID",
                 "consents":[{"purpose":"PROFILING","grantedOn":"2025-06-01","withdrawnOn":"2026-01-01"},
                  {"purpose":"MARKETING_EMAIL","grantedOn":"2025-06-01"}],
                 "accounts":[{"accountId":"%s","role":"USER","isPrimary":true},{"accountId":"%s"}],
                 "externalIds":[{"system":"crm","id":"%s"}]}""".formatted(mail, acme, globex, key));

        merging(a, b).statusCode(200).header("ETag", "\"2\"").body("conflicts.field", containsInAnyOrder("firstName"))
                .body("conflicts[0].dropped", equalTo("Anita"));

        reading("contacts/" + a).statusCode(200).body("firstName", equalTo("Ani")).body("lastName", equalTo("Wijaya"))
                .body("title", equalTo("CTO")).body("email", equalTo(mail)).body("country", equalTo("ID"))
                .body("doNotCall", equalTo(true)).body("externalIds.id", containsInAnyOrder(key))
                .body("accounts", hasSize(2)).body("accounts.find { it.accountId == '" + acme + "' }.role", equalTo("SIGNER"))
                .body("accounts.find { it.accountId == '" + acme + "' }.isPrimary", equalTo(true))
                .body("consents.find { it.purpose == 'PROFILING' }.withdrawnOn", equalTo("2026-01-01"))
                .body("consents.find { it.purpose == 'MARKETING_EMAIL' }.grantedOn", equalTo("2026-02-01"));
        reading("contacts/" + b).statusCode(301).header("Location", endsWith(B2B + "contacts/" + a))
                .body("code", equalTo("contact-merged"));
        reading("contacts/" + b + "/export").statusCode(301).header("Location", endsWith(B2B + "contacts/" + a + "/export"));
        patching("admin", "contacts", b, 2, "{\"title\":\"CEO\"}").statusCode(409).body("code", equalTo("contact-merged"));
        posting("admin", "contacts/" + b + "/merge", "{\"ids\":[\"" + a + "\"]}").statusCode(409);
        as("admin").header("Idempotency-Key", unique("key")).post(B2B + "contacts/" + b + "/erasure").then().statusCode(409)
                .body("mergedIntoId", equalTo(a));
        JsonPath gone = Feeds.event("contact", b, 2);
        assertThat(gone.getString("data.status")).isEqualTo("MERGED");
        assertThat(gone.getString("data.mergedIntoId")).isEqualTo(a);
        assertThat(gone.<Object> get("data.emailDomain")).isNull();
        String mapping = Files.mapping("""
                {"format":"CSV","externalId":{"system":"crm","from":"no"},"fields":{"title":{"from":"title"}}}""");
        Files.send("contact", mapping, "text/csv", ("no,title\n" + key + ",Chief\n").getBytes(UTF_8));
        reading("contacts/" + a).body("title", equalTo("Chief"));
    }

    @Test
    void tellsWhatAMergeWouldDoAndDoesNothing() {
        String a = contact("{\"lastName\":\"Wijaya\"}");
        String b = contact("{\"lastName\":\"Wijaya\",\"title\":\"CTO\"}");

        as("sales-manager").get(B2B + "contacts/" + a).then().statusCode(404);
        as("admin").queryParam("dryRun", true).contentType("application/json").body("{\"ids\":[\"" + b + "\"]}")
                .post(B2B + "contacts/" + a + "/merge").then().statusCode(200).body("contact.title", equalTo("CTO"))
                .body("conflicts", hasSize(0)).header("Feed-Position", nullValue());

        reading("contacts/" + a).body("title", nullValue()).body("version", equalTo(1));
        reading("contacts/" + b).statusCode(200).body("title", equalTo("CTO")).body("version", equalTo(1));
    }

    /** Three records, one in the other in the third: the person asks once. */
    @Test
    void forgetsThePersonOfAllRecordsThatBecameOne() throws SQLException, IOException {
        String canary = "kanari" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "ziel";
        String c = contact("{\"lastName\":\"Oldest " + canary + "\",\"title\":\"First " + canary + "\"}");
        String b = contact("{\"lastName\":\"Older " + canary + "\",\"email\":\"" + canary + "@b.example\"}");
        String a = contact(
                "{\"lastName\":\"" + canary + "\",\"externalIds\":[{\"system\":\"mail\",\"id\":\"" + canary
                        + "@a.example\"}]}");
        merging(b, c).statusCode(200);
        merging(a, b).statusCode(200);
        String mapping = Files
                .mapping("{\"format\":\"CSV\",\"fields\":{\"lastName\":{\"from\":\"last\"},\"email\":{\"from\":\"mail\"}}}");
        Files.send("contact", mapping, "text/csv", ("last,mail\nOldest " + canary + ",not-an-address\n").getBytes(UTF_8));

        JsonPath document = as("admin").get(B2B + "contacts/" + a + "/export").then().statusCode(200).extract().jsonPath();
        assertThat(document.getString("contact.email")).isEqualTo(canary + "@b.example");
        assertThat(document.getList("audit.findAll { it.action == 'created' }.after.lastName")).containsExactlyInAnyOrder(
                "Oldest " + canary, "Older " + canary, canary);
        assertThat(document.getString("failedImportRows[0].cells")).contains(canary);
        reading("contacts/" + c + "/export").statusCode(301)
                .header("Location", endsWith(B2B + "contacts/" + a + "/export"));
        as("admin").header("Idempotency-Key", unique("key")).post(B2B + "contacts/" + c + "/erasure").then().statusCode(409)
                .body("mergedIntoId", equalTo(a));
        assertThat(DatabaseDump.tablesWith(List.of(canary))).as("the canary sings before").contains("public.contact");

        as("admin").header("Idempotency-Key", unique("key")).post(B2B + "contacts/" + a + "/erasure").then().statusCode(200)
                .body("status", equalTo("ERASED"));

        assertThat(DatabaseDump.tablesWith(List.of(canary))).isEmpty();
        for (String id : List.of(a, b, c)) {
            assertThat(as("admin").queryParam("recordId", id).get(B2B + "audit-events").then().statusCode(200).extract()
                    .asString()).contains("erasedFields").doesNotContain(canary);
        }
        reading("contacts/" + c).statusCode(301).header("Location", endsWith(B2B + "contacts/" + a));
        merging(a, contact("{\"lastName\":\"Other\"}")).statusCode(409).body("code", equalTo("person-erased"));
    }

    @Test
    void refusesToMergeWhoWasErased() {
        String a = contact("{\"lastName\":\"A\"}");
        String b = contact("{\"lastName\":\"B\"}");
        as("admin").header("Idempotency-Key", unique("key")).post(B2B + "contacts/" + b + "/erasure").then().statusCode(200);

        merging(a, b).statusCode(409).body("code", equalTo("person-erased"));
        merging(a, a).statusCode(422).body("code", equalTo("merge-into-itself"));
        reading("contacts/" + a).body("version", equalTo(1));
    }
}
