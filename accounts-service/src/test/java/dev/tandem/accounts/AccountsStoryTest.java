package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.MERGE_PATCH;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** What this service is for, told once from the first call to the signature, each step by the role that would take it. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class AccountsStoryTest {

    private final String seller = unique("seller");

    private ValidatableResponse posts(String path, String json) {
        return as(seller, "sales").contentType("application/json").body(json).post(B2B + path).then();
    }

    private ValidatableResponse acts(String deal, int version, String action, String json) {
        return as(seller, "sales").contentType("application/json").header("If-Match", "\"" + version + "\"").body(json)
                .post(B2B + "opportunities/" + deal + "/" + action).then();
    }

    private ValidatableResponse patches(String path, int version, String json) {
        return as(seller, "sales").contentType(MERGE_PATCH).header("If-Match", "\"" + version + "\"").body(json)
                .patch(B2B + path).then();
    }

    @Test
    void aProspectBecomesACustomer() {
        // The company hires: a manager, and a seller who reports to her. It has something to sell.
        String manager = unique("manager");
        String managerId = create("sales-users", "{\"username\":\"" + manager + "\",\"region\":\"Asia\"}").get("id");
        create("sales-users", "{\"username\":\"" + seller + "\",\"managerId\":\"" + managerId + "\"}");
        String licence = create("products", "{\"sku\":\"" + unique("licence") + "\",\"kind\":\"SOFTWARE\"}").get("id");
        String training = create("products", "{\"sku\":\"" + unique("training") + "\",\"kind\":\"SERVICE\"}").get("id");

        // The seller finds a prospect, and the two people there who matter. Nobody outside his branch sees them.
        String acme = posts("accounts", "{\"name\":\"Acme\",\"industry\":\"manufacturing\",\"lifecycleStage\":\"SQL\"}")
                .statusCode(201).body("type", equalTo("PROSPECT")).extract().path("id");
        String buyer = posts("contacts", """
                {"firstName":"Ani","lastName":"Wijaya","title":"Head of Procurement","email":"%s@acme.example",
                 "accounts":[{"accountId":"%s","role":"PROCUREMENT","isPrimary":true}]}""".formatted(unique("ani"), acme))
                .statusCode(201).extract().path("id");
        String signer = posts("contacts",
                "{\"lastName\":\"Santoso\",\"accounts\":[{\"accountId\":\"" + acme + "\",\"role\":\"SIGNER\"}]}")
                .statusCode(201).extract().path("id");
        as(manager, "sales-manager").queryParam("accountId", acme).get(B2B + "contacts").then()
                .body("items.id", containsInAnyOrder(buyer, signer));
        as(unique("stranger"), "sales").get(B2B + "contacts/" + buyer).then().statusCode(404);

        // He opens a deal over two lines, whose sum is its amount, and leads it through.
        String deal = posts("opportunities", """
                {"name":"Acme plant 1","accountId":"%s","expectedCloseOn":"2030-03-31","lines":[
                 {"productId":"%s","quantity":20,"amount":{"amount":"8000.00","currency":"USD"}},
                 {"productId":"%s","amount":{"amount":"1500.00","currency":"USD"}}]}""".formatted(acme, licence, training))
                .statusCode(201).body("stage", equalTo("QUALIFIED")).body("amount.amount", equalTo("9500.00")).extract()
                .path("id");
        acts(deal, 1, "stage", "{\"stage\":\"DEMO\"}").statusCode(200).body("probability", equalTo(30));
        acts(deal, 2, "stage", "{\"stage\":\"SECURITY_LEGAL_REVIEW\"}").statusCode(200);
        acts(deal, 3, "stage", "{\"stage\":\"DEMO\"}").statusCode(422).body("code", equalTo("reason-required"));
        acts(deal, 3, "close", "{\"outcome\":\"WON\"}").statusCode(200).body("isWon", equalTo(true))
                .body("probability", equalTo(100)).body("stage", equalTo("CLOSED_WON"));
        acts(deal, 4, "stage", "{\"stage\":\"DEMO\",\"reason\":\"again\"}").statusCode(409)
                .body("code", equalTo("opportunity-closed"));

        // The prospect is a customer now, and its primary contact wants no calls.
        patches("accounts/" + acme, 1, "{\"type\":\"CUSTOMER\",\"lifecycleStage\":\"CUSTOMER\"}").statusCode(200);
        patches("contacts/" + buyer, 1, "{\"doNotCall\":true}").statusCode(200);

        // Where the deal has been, who did what, and what others are told.
        as(seller, "sales").get(B2B + "opportunities/" + deal + "/history").then().statusCode(200)
                .body("items.stage", contains("QUALIFIED", "DEMO", "SECURITY_LEGAL_REVIEW", "CLOSED_WON"))
                .body("items.direction", everyItem(equalTo("FORWARD"))).body("items[3].amount.amount", equalTo("9500.00"));
        as("admin").queryParam("recordId", deal).get(B2B + "audit-events").then()
                .body("items.action", contains("closed", "stage-moved", "stage-moved", "created"))
                .body("items.actor", everyItem(equalTo("sub-" + seller))).body("items[0].before.isWon", equalTo(false))
                .body("items[0].after.isWon", equalTo(true));
        JsonPath won = Feeds.event("opportunity", deal, 4);
        assertThat(won.getBoolean("data.isWon")).isTrue();
        assertThat(won.getList("data.lines")).hasSize(2);
        assertThat(won.getString("data.accountId")).isEqualTo(acme);
        assertThat(Feeds.event("account", acme, 2).getString("data.type")).isEqualTo("CUSTOMER");
        JsonPath quiet = Feeds.event("contact", buyer, 2);
        assertThat(quiet.getBoolean("data.doNotCall")).isTrue();
        assertThat(quiet.getList("data.accounts.role")).containsExactly("PROCUREMENT");
    }
}
