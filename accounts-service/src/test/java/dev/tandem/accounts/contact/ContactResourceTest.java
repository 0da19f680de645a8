package dev.tandem.accounts.contact;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.MERGE_PATCH;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ContactResourceTest {

    private static String account(String name) {
        return create("accounts", "{\"name\":\"" + name + "\"}").get("id");
    }

    private static String email() {
        return unique("ani") + "@acme.example";
    }

    private static String primaryOf(String account) {
        return "{\"firstName\":\"Ani\",\"accounts\":[{\"accountId\":\"" + account + "\",\"isPrimary\":true}]}";
    }

    @Test
    void isAPersonInSeveralCompanies() {
        String acme = account("Acme");
        String globex = account("Globex");
        String email = email();
        String id = create("contacts", """
                {"firstName":" Ani ","lastName":"Wijaya","title":"Head of Procurement","email":"%s","phone":"+628123456789",
                 "country":"ID","language":"id-id","consents":[{"purpose":"MARKETING_EMAIL","grantedOn":"2026-01-05"}],
                 "accounts":[{"accountId":"%s","role":"PROCUREMENT","isPrimary":true},{"accountId":"%s","isActive":false}]}"""
                .formatted(email.toUpperCase(java.util.Locale.ROOT), acme, globex)).get("id");

        as("analyst").get(B2B + "contacts/" + id).then().statusCode(200).header("ETag", "\"1\"")
                .body("firstName", equalTo("Ani")).body("email", equalTo(email)).body("language", equalTo("id-ID"))
                .body("doNotCall", equalTo(false)).body("status", equalTo("ACTIVE"))
                .body("consents[0].grantedOn", equalTo("2026-01-05"))
                .body("accounts.find { it.accountId == '" + acme + "' }.isPrimary", equalTo(true))
                .body("accounts.find { it.accountId == '" + globex + "' }.isActive", equalTo(false))
                .body("accounts.find { it.accountId == '" + globex + "' }.role", nullValue());
        for (String company : List.of(acme, globex)) {
            as("admin").queryParam("accountId", company).get(B2B + "contacts").then().body("items.id", contains(id));
        }
        as("admin").queryParam("accountId", acme).queryParam("email", email).get(B2B + "contacts/count").then()
                .body("count", equalTo(1));
        as("admin").queryParam("accountId", "null").queryParam("email", email).get(B2B + "contacts/count").then()
                .body("count", equalTo(0));
        as("admin").queryParam("q", "wijaya procure " + email.substring(0, 12)).get(B2B + "contacts").then()
                .body("items.id", contains(id));
    }

    @Test
    void namesAllThatIsWrongInOneReply() {
        posting("admin", "contacts",
                """
                        {"title":"CFO","phone":"0812","country":"UK","language":"klingon!","ownerId":"01980000-0000-7000-8000-000000000000",
                         "consents":[{"purpose":"PROFILING"}],"accounts":[{"accountId":"01980000-0000-7000-8000-000000000000"}]}""")
                .statusCode(422).body("errors.pointer", containsInAnyOrder("/lastName", "/phone", "/country", "/language",
                        "/ownerId", "/consents/0/grantedOn", "/accounts/0/accountId"));
        posting("admin", "contacts", "{\"lastName\":\"W\",\"accounts\":[null],\"consents\":[null]}").statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/accounts/0", "/consents/0"));
        posting("admin", "contacts", "{\"lastName\":\"W\",\"status\":\"ERASED\"}").statusCode(400)
                .body("code", equalTo("unknown-field"));
        posting("admin", "contacts", "{\"lastName\":\"W\",\"accounts\":[{\"accountId\":null}]}").statusCode(422)
                .body("errors[0].pointer", equalTo("/accounts/0/accountId"));
    }

    @Test
    void changesOnlyWhatThePatchNamesAndNothingWhereOnlyTheOrderDiffers() {
        String acme = account("Acme");
        String globex = account("Globex");
        String id = create("contacts", """
                {"lastName":"Wijaya","title":"CFO","accounts":[{"accountId":"%s","role":"FINANCE"},{"accountId":"%s"}]}"""
                .formatted(acme, globex)).get("id");

        patching("marketing", "contacts", id, 1, "{\"title\":null}").statusCode(403);
        patching("customer-success", "contacts", id, 1, "{\"title\":null,\"doNotCall\":true}").statusCode(200)
                .header("ETag", "\"2\"").header("Feed-Position", notNullValue()).body("title", nullValue())
                .body("lastName", equalTo("Wijaya")).body("accounts", hasSize(2));
        patching("admin", "contacts", id, 2, "{\"accounts\":[{\"accountId\":\"" + globex + "\"},{\"accountId\":\"" + acme
                + "\",\"role\":\"FINANCE\",\"isActive\":true}]}").statusCode(200).header("ETag", "\"2\"");
        patching("admin", "contacts", id, 2, "{\"accounts\":[{\"accountId\":\"" + acme + "\"}]}").statusCode(200)
                .header("ETag", "\"3\"").body("accounts", hasSize(1)).body("accounts[0].role", nullValue());
        patching("admin", "contacts", id, 1, "{\"title\":\"CEO\"}").statusCode(412).header("ETag", "\"3\"");
        patching("admin", "contacts", id, 3, "{\"lastName\":null}").statusCode(422)
                .body("errors[0].pointer", equalTo("/lastName"));
        as("admin").contentType(MERGE_PATCH).body("{}").patch(B2B + "contacts/" + id).then().statusCode(428);
    }

    @Test
    void hasAnAddressThatNobodyElseHasWhileItLives() {
        String email = email();
        String id = create("contacts", "{\"email\":\"" + email + "\"}").get("id");
        posting("admin", "contacts", "{\"email\":\"" + email.toUpperCase(java.util.Locale.ROOT) + "\"}").statusCode(409)
                .body("code", equalTo("email-taken"));

        as("admin").header("If-Match", "\"1\"").delete(B2B + "contacts/" + id).then().statusCode(204).header("ETag", "\"2\"");
        as("admin").get(B2B + "contacts/" + id).then().statusCode(404);
        String twin = create("contacts", "{\"email\":\"" + email + "\"}").get("id");
        restoring(id, 2).statusCode(409).body("code", equalTo("email-taken"));
        as("admin").header("If-Match", "\"1\"").delete(B2B + "contacts/" + twin).then().statusCode(204);
        restoring(id, 2).statusCode(200).header("ETag", "\"3\"").body("email", equalTo(email));
    }

    private static ValidatableResponse restoring(String id, int version) {
        return as("admin").header("If-Match", "\"" + version + "\"").post(B2B + "contacts/" + id + "/restore").then();
    }

    @Test
    void isTheFirstContactOfAnAccountAlone() {
        String acme = account("Acme");
        String first = create("contacts", primaryOf(acme)).get("id");
        String second = create("contacts", "{\"lastName\":\"W\",\"accounts\":[{\"accountId\":\"" + acme + "\"}]}").get("id");

        posting("admin", "contacts", primaryOf(acme)).statusCode(409).body("code", equalTo("primary-taken"));
        patching("admin", "contacts", second, 1, primaryOf(acme)).statusCode(409).body("code", equalTo("primary-taken"));

        as("admin").header("If-Match", "\"1\"").delete(B2B + "contacts/" + first).then().statusCode(204);
        patching("admin", "contacts", second, 1, primaryOf(acme)).statusCode(200);
        restoring(first, 2).statusCode(200).body("accounts[0].isPrimary", equalTo(false));
    }

    @Test
    void keepsTheAccountsThatItIsIn() {
        String acme = account("Acme");
        String id = create("contacts", primaryOf(acme)).get("id");

        as("admin").header("If-Match", "\"1\"").delete(B2B + "accounts/" + acme).then().statusCode(409)
                .body("code", equalTo("account-in-use"));
        as("admin").header("If-Match", "\"1\"").delete(B2B + "contacts/" + id).then().statusCode(204);
        as("admin").header("If-Match", "\"1\"").delete(B2B + "accounts/" + acme).then().statusCode(204);
    }

    @Test
    void tellsTheFeedCodesAndTheAuditEverythingUnderThePersonsSeal() {
        String acme = account("Acme");
        String email = email();
        String id = create("contacts", """
                {"lastName":"Wijaya","email":"%s","country":"ID","externalIds":[{"system":"crm","id":"%s"}],
                 "consents":[{"purpose":"PROFILING","grantedOn":"2026-01-05"}],
                 "accounts":[{"accountId":"%s","role":"SIGNER"}]}""".formatted(email, unique("c"), acme)).get("id");
        patching("admin", "contacts", id, 1, "{\"title\":\"CFO\"}").statusCode(200);

        as("system").get("/feeds/contact?limit=1000").then().statusCode(200)
                .body("findAll { it.subject == '" + id + "' }.change", contains("UPSERT", "UPSERT"))
                .body("find { it.subject == '" + id + "' }.data.emailDomain", equalTo("acme.example"))
                .body("find { it.subject == '" + id + "' }.data.accounts[0].role", equalTo("SIGNER"))
                .body("find { it.subject == '" + id + "' }.data.consents", contains("PROFILING"))
                .body("find { it.subject == '" + id + "' }.data", not(hasKey("lastName")));
        as("admin").queryParam("recordId", id).get(B2B + "audit-events").then().body("items", hasSize(2))
                .body("items[0].action", equalTo("updated")).body("items[0].before.email", equalTo(email))
                .body("items[0].after.title", equalTo("CFO"));
        Assertions.assertThat(openAudit(id)).contains("SIGNER", "\"ID\"").doesNotContain("Wijaya", "CFO", email, "2026-01-05");
    }

    private static String openAudit(String id) {
        try (Connection connection = OwnerConnection.open();
                var rows = connection.createStatement().executeQuery(
                        "SELECT string_agg(coalesce(before::text, '') || after::text, ' ') FROM audit WHERE record_id = '" + id
                                + "'")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void repliesTheSameToTheSameKeyAndListsEverybodyOnce() {
        String key = unique("key");
        String acme = account("Acme");
        String body = "{\"lastName\":\"Once\",\"accounts\":[{\"accountId\":\"" + acme + "\"}]}";
        String id = as("admin").header("Idempotency-Key", key).contentType("application/json").body(body)
                .post(B2B + "contacts").then().statusCode(201).extract().path("id");
        as("admin").header("Idempotency-Key", key).contentType("application/json").body(body).post(B2B + "contacts").then()
                .statusCode(201).header("Idempotency-Replayed", "true").body("id", equalTo(id));
        String other = create("contacts", body).get("id");
        String third = create("contacts", body).get("id");

        JsonPath page = as("admin").queryParam("accountId", acme).queryParam("sort", "-createdAt").queryParam("limit", 2)
                .get(B2B + "contacts").then().body("items.id", contains(third, other)).extract().jsonPath();
        as("admin").queryParam("accountId", acme).queryParam("sort", "-createdAt").queryParam("limit", 2)
                .queryParam("cursor", page.getString("nextCursor")).get(B2B + "contacts").then().body("items.id", contains(id))
                .body("nextCursor", nullValue());
        as("admin").get(B2B + "contacts?accountId=me").then().statusCode(400).body("code", equalTo("invalid-parameter"));
        as("admin").get(B2B + "contacts?colour=red").then().statusCode(400).body("code", equalTo("unknown-parameter"));
    }

    /** A sales user with an account of his own. */
    private record Seller(String name, String id, String account) {

        static Seller hired() {
            String name = unique("seller");
            String id = create("sales-users", "{\"username\":\"" + name + "\"}").get("id");
            return new Seller(name, id,
                    create("accounts", "{\"name\":\"Of " + name + "\",\"ownerId\":\"" + id + "\"}").get("id"));
        }

        ValidatableResponse posts(String json) {
            return as(name, "sales").contentType("application/json").body(json).post(B2B + "contacts").then();
        }

        ValidatableResponse patches(String contact, int version, String json) {
            return as(name, "sales").contentType(MERGE_PATCH).header("If-Match", "\"" + version + "\"").body(json)
                    .patch(B2B + "contacts/" + contact).then();
        }
    }

    @Test
    void isKnownToWhoeverSeesItOrOneOfItsAccounts() {
        Seller seller = Seller.hired();
        Seller stranger = Seller.hired();
        String own = seller.posts("{\"lastName\":\"Own\"}").statusCode(201).body("ownerId", equalTo(seller.id())).extract()
                .path("id");
        String inAccount = create("contacts",
                "{\"lastName\":\"In account\",\"accounts\":[{\"accountId\":\"" + seller.account() + "\"}]}").get("id");

        as(seller.name(), "sales").get(B2B + "contacts").then().body("items.id", containsInAnyOrder(own, inAccount));
        as(seller.name(), "sales").get(B2B + "contacts/count").then().body("count", equalTo(2));
        as(seller.name(), "sales").get(B2B + "contacts/" + inAccount).then().statusCode(200);
        seller.patches(inAccount, 1, "{\"title\":\"CFO\"}").statusCode(200);
        for (String hidden : List.of(own, inAccount)) {
            as(stranger.name(), "sales").get(B2B + "contacts/" + hidden).then().statusCode(404);
            stranger.patches(hidden, 1, "{\"title\":\"CFO\"}").statusCode(404);
        }
        as(stranger.name(), "sales").get(B2B + "contacts/count").then().body("count", equalTo(0));
        as("shopper").get(B2B + "contacts").then().statusCode(403);
        io.restassured.RestAssured.get(B2B + "contacts").then().statusCode(401);
    }

    @Test
    void isReadAndNotChangedByWhoSeesItsAccountOnlyThroughADeal() {
        Seller seller = Seller.hired();
        String acme = account("Acme");
        String contact = create("contacts", primaryOf(acme)).get("id");
        as(seller.name(), "sales").get(B2B + "contacts/" + contact).then().statusCode(404);

        create("opportunities",
                "{\"name\":\"Deal\",\"accountId\":\"" + acme + "\",\"ownerId\":\"" + seller.id() + "\"}");

        as(seller.name(), "sales").get(B2B + "contacts").then().body("items.id", hasItem(contact));
        seller.patches(contact, 1, "{\"title\":\"CFO\"}").statusCode(403);
        seller.posts("{\"lastName\":\"New\",\"accounts\":[{\"accountId\":\"" + acme + "\"}]}").statusCode(201);
    }

    @Test
    void letsNobodyReachIntoAccountsThatHeDoesNotSee() {
        Seller seller = Seller.hired();
        Seller stranger = Seller.hired();
        String foreign = "{\"accountId\":\"" + stranger.account() + "\"}";
        String own = "{\"accountId\":\"" + seller.account() + "\"}";

        seller.posts("{\"lastName\":\"Spy\",\"accounts\":[" + foreign + "]}").statusCode(422)
                .body("code", equalTo("unknown-reference")).body("errors[0].pointer", equalTo("/accounts/0/accountId"));
        String shared = create("contacts", "{\"lastName\":\"Shared\",\"accounts\":[" + own + "," + foreign + "]}").get("id");
        seller.patches(shared, 1, "{\"accounts\":[" + own + "]}").statusCode(422).body("code", equalTo("account-not-allowed"));
        seller.patches(shared, 1,
                "{\"accounts\":[" + own + ",{\"accountId\":\"" + stranger.account() + "\",\"role\":\"USER\"}]}")
                .statusCode(422).body("code", equalTo("unknown-reference"));
        seller.patches(shared, 1, "{\"accounts\":[{\"accountId\":\"" + seller.account() + "\",\"role\":\"USER\"}," + foreign
                + "]}").statusCode(200).body("accounts.role", hasItems("USER", null));
        seller.posts("{\"lastName\":\"Gift\",\"ownerId\":\"" + stranger.id() + "\"}").statusCode(422)
                .body("code", equalTo("owner-not-allowed"));
    }

    @Test
    void isHeldByTheDatabaseToo() throws SQLException {
        String acme = account("Acme");
        String ani = create("contacts", primaryOf(acme)).get("id");
        String budi = create("contacts", "{\"lastName\":\"Budi\",\"email\":\"" + email() + "\",\"accounts\":[{\"accountId\":\""
                + acme + "\"}]}").get("id");
        Map<String, String> refused = Map.of(
                "UPDATE contact SET first_name = NULL WHERE id = '" + ani + "'", "contact_has_a_name",
                "UPDATE contact SET email = upper(email) WHERE id = '" + budi + "'", "contact_email_in_one_spelling",
                "UPDATE contact SET phone = '0812' WHERE id = '" + ani + "'", "contact_phone_e164",
                "UPDATE contact SET status = 'ERASED' WHERE id = '" + ani + "'", "contact_erased_is_nobody",
                "UPDATE contact SET deleted_at = now() WHERE id = '" + ani + "'", "contact_gone_holds_nothing",
                "UPDATE contact_account SET is_active = false WHERE contact_id = '" + ani + "'",
                "contact_account_primary_is_active",
                "UPDATE contact_account SET is_primary = true WHERE contact_id = '" + budi + "'",
                "contact_account_primary_uq",
                "UPDATE contact_account SET role = 'BOSS' WHERE contact_id = '" + ani + "'", "contact_account_role_known",
                "INSERT INTO contact_consent VALUES ('" + ani + "', 'PROFILING', '2026-01-02', '2026-01-01')",
                "contact_consent_withdrawn_after_granted");
        try (Connection owner = OwnerConnection.open()) {
            refused.forEach((sql, constraint) -> Assertions.assertThatThrownBy(() -> owner.createStatement().execute(sql))
                    .as(sql).isInstanceOf(SQLException.class)
                    .hasMessageContaining(constraint.equals("contact_gone_holds_nothing")
                            ? "is gone and still holds"
                            : constraint));
        }
    }
}
