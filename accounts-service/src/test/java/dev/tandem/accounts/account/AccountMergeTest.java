package dev.tandem.accounts.account;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static dev.tandem.accounts.account.Merging.account;
import static dev.tandem.accounts.account.Merging.audit;
import static dev.tandem.accounts.account.Merging.contact;
import static dev.tandem.accounts.account.Merging.deal;
import static dev.tandem.accounts.account.Merging.ids;
import static dev.tandem.accounts.account.Merging.link;
import static dev.tandem.accounts.account.Merging.merging;
import static dev.tandem.accounts.account.Merging.reading;
import static dev.tandem.accounts.account.Merging.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tandem.accounts.Feeds;
import dev.tandem.accounts.Files;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** Two records that are one company become one; the case of the business reference, and what lies around it. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class AccountMergeTest {

    @Test
    void makesOneCompanyOfTwoAndLosesNothing() {
        String key = unique("erp");
        String b = account("Acme Ltd", "\"primaryDomain\":\"" + key + ".example\",\"industry\":\"retail\",\"tier\":\"A\","
                + "\"billingAddress\":{\"city\":\"Seoul\"},\"externalIds\":[{\"system\":\"erp\",\"id\":\"" + key + "\"}]");
        String a = account("Acme", under(b) + ",\"industry\":\"technology\"");
        String child = account("Acme Labs", under(b));
        String ani = contact("Ani", link(a, ",\"role\":\"SIGNER\"") + "," + link(b, ",\"role\":\"USER\",\"isPrimary\":true"));
        String open = deal(b, "8000.00");
        String won = deal(b, "500.00");
        as("admin").contentType("application/json").header("If-Match", "\"1\"").body("{\"outcome\":\"WON\"}")
                .post(B2B + "opportunities/" + won + "/close").then().statusCode(200);
        String own = deal(a, "1.00");
        JsonPath wonBefore = reading("opportunities/" + won).extract().jsonPath();
        String dropped = deal(b, "3.00");
        as("admin").header("If-Match", "\"1\"").delete(B2B + "opportunities/" + dropped).then().statusCode(204);

        JsonPath merged = merging(a, b).statusCode(200).header("ETag", "\"2\"").extract().jsonPath();

        assertThat(merged.getBoolean("dryRun")).isFalse();
        assertThat(merged.<Map<String, Integer>> get("moved"))
                .isEqualTo(Map.of("accounts", 1, "contacts", 1, "opportunities", 3));
        assertThat(merged.getList("conflicts.field")).containsExactlyInAnyOrder("name", "industry");
        assertThat(merged.getString("conflicts.find { it.field == 'industry' }.dropped")).isEqualTo("retail");
        reading("accounts/" + a).statusCode(200).body("name", equalTo("Acme")).body("industry", equalTo("technology"))
                .body("tier", equalTo("A")).body("primaryDomain", equalTo(key + ".example"))
                .body("billingAddress.city", equalTo("Seoul")).body("parentAccountId", nullValue())
                .body("externalIds.id", contains(key)).body("version", equalTo(2));
        reading("accounts/" + child).body("parentAccountId", equalTo(a)).body("version", equalTo(2));
        reading("contacts/" + ani).body("accounts", hasSize(1)).body("accounts[0].accountId", equalTo(a))
                .body("accounts[0].role", equalTo("SIGNER")).body("accounts[0].isPrimary", equalTo(true));
        as("admin").queryParam("accountId", a).get(B2B + "opportunities").then().body("items.id",
                containsInAnyOrder(open, won, own))
                .body("items.amount.amount", containsInAnyOrder("8000.00", "500.00", "1.00"));
        Map<String, Object> after = reading("opportunities/" + won).extract().jsonPath().get("$");
        assertThat(after).usingRecursiveComparison().ignoringFields("accountId", "version", "updatedAt")
                .isEqualTo(wonBefore.get("$"));
        as("admin").header("If-Match", "\"3\"").post(B2B + "opportunities/" + dropped + "/restore").then().statusCode(200)
                .body("accountId", equalTo(a));
    }

    @Test
    void leadsFromTheOldIdToTheNewOneAndRefusesToChangeIt() {
        String a = account("A", "");
        String b = account("B", "");
        String c = account("C", "");
        merging(b, c).statusCode(200);
        merging(a, b).statusCode(200);

        for (String gone : List.of(b, c)) {
            reading("accounts/" + gone).statusCode(301).contentType("application/problem+json")
                    .header("Location", endsWith(B2B + "accounts/" + a)).body("code", equalTo("account-merged"))
                    .body("type", equalTo("urn:tandem:problem:account-merged")).body("status", equalTo(301));
            patching("admin", "accounts", gone, 2, "{\"tier\":\"A\"}").statusCode(409).body("code", equalTo("account-merged"))
                    .body("mergedIntoId", equalTo(a));
            as("admin").header("If-Match", "\"2\"").delete(B2B + "accounts/" + gone).then().statusCode(409);
            as("admin").header("If-Match", "\"2\"").post(B2B + "accounts/" + gone + "/restore").then().statusCode(409)
                    .body("code", equalTo("account-merged"));
            merging(gone, a).statusCode(409).body("code", equalTo("account-merged"));
            merging(a, gone).statusCode(409).body("code", equalTo("account-merged"));
        }
        as("admin").queryParam("status", "MERGED").get(B2B + "accounts").then().body("items.id", not(contains(b)));
        as("admin").get(B2B + "accounts/" + b).then().statusCode(200).body("id", equalTo(a));
    }

    @Test
    void landsOnTheOneThatStaysWhereTheOtherIsNamed() {
        String key = unique("crm");
        String a = account("A", "");
        String b = account("B", "\"externalIds\":[{\"system\":\"crm\",\"id\":\"" + key + "\"}]");
        merging(a, b).statusCode(200);

        as("admin").queryParam("externalId", "crm:" + key).get(B2B + "accounts").then().body("items.id", contains(a));
        String mapping = Files.mapping("""
                {"format":"CSV","externalId":{"system":"crm","from":"id"},
                 "fields":{"name":{"from":"id"},"accountId":{"ref":"account","system":"crm","from":"account"}}}""");
        String file = "id,account\n" + unique("deal") + "," + key + "\n";
        assertThat(Files.send("opportunity", mapping, "text/csv", file.getBytes(StandardCharsets.UTF_8)).getInt("rows.created"))
                .isEqualTo(1);
        as("admin").queryParam("accountId", a).get(B2B + "opportunities/count").then().body("count", equalTo(1));
        deal(b, "1.00");
        contact("Budi", link(b, ""));
        account("Child", under(b));
        as("admin").queryParam("accountId", a).get(B2B + "opportunities/count").then().body("count", equalTo(2));
        as("admin").queryParam("parentAccountId", a).get(B2B + "accounts/count").then().body("count", equalTo(1));
    }

    @Test
    void tellsWhatAMergeWouldDoAndDoesNothing() {
        String b = account("B", "\"tier\":\"A\",\"externalIds\":[{\"system\":\"crm\",\"id\":\"" + unique("b") + "\"}]");
        String a = account("A", under(b));
        String deal = deal(b, "8.00");

        as("admin").queryParam("dryRun", true).contentType("application/json").body(ids(b))
                .post(B2B + "accounts/" + a + "/merge").then().statusCode(200).header("ETag", "\"1\"")
                .header("Feed-Position", nullValue()).body("dryRun", equalTo(true)).body("account.tier", equalTo("A"))
                .body("account.parentAccountId", nullValue()).body("account.externalIds", hasSize(1))
                .body("moved.opportunities", equalTo(1)).body("conflicts.field", contains("name"));

        reading("accounts/" + a).body("version", equalTo(1)).body("tier", nullValue()).body("parentAccountId", equalTo(b));
        reading("accounts/" + b).statusCode(200).body("externalIds", hasSize(1)).body("version", equalTo(1));
        reading("opportunities/" + deal).body("version", equalTo(1)).body("accountId", equalTo(b));
        audit(a).body("items", hasSize(1));
    }

    @Test
    void takesTheirPlaceInTheHierarchyHoweverFarBelowItWas() {
        String top = account("Top", "");
        String b = account("B", under(top));
        String between = account("Between", under(b));
        String a = account("A", under(between));

        merging(a, b).statusCode(200).body("account.parentAccountId", equalTo(top));

        reading("accounts/" + between).body("parentAccountId", equalTo(a));
    }

    @Test
    void keepsOneFirstContact() {
        String a = account("A", "");
        String b = account("B", "");
        String c = account("C", "");
        String second = contact("Second", link(b, ",\"isPrimary\":true"));
        String first = contact("First", link(c, ",\"isPrimary\":true"));
        String left = contact("Left", link(c, ",\"isActive\":false"));

        merging(a, c, b).statusCode(200).body("moved.contacts", equalTo(3));

        reading("contacts/" + first).body("accounts[0].accountId", equalTo(a)).body("accounts[0].isPrimary", equalTo(true));
        reading("contacts/" + second).body("accounts[0].accountId", equalTo(a)).body("accounts[0].isPrimary", equalTo(false));
        reading("contacts/" + left).body("accounts[0].accountId", equalTo(a)).body("accounts[0].isActive", equalTo(false));
    }

    @Test
    void isToldInTheAuditAndInTheFeedOnceForEachRecord() {
        String a = account("A", "");
        String b = account("B", "");
        String deal = deal(b, "8.00");

        merging(a, b).statusCode(200);

        audit(a).body("items[0].action", equalTo("merged")).body("items[0].before.version", equalTo(1))
                .body("items[0].after.version", equalTo(2));
        audit(b).body("items[0].action", equalTo("merged-into")).body("items[0].before.name", equalTo("B"))
                .body("items[0].after.status", equalTo("MERGED"));
        audit(deal).body("items", hasSize(2)).body("items[0].action", equalTo("account-merged"))
                .body("items[0].before.accountId", equalTo(b)).body("items[0].after.accountId", equalTo(a));
        JsonPath gone = Feeds.event("account", b, 2);
        assertThat(gone.getString("change")).isEqualTo("UPSERT");
        assertThat(gone.getString("data.status")).isEqualTo("MERGED");
        assertThat(gone.getString("data.mergedIntoId")).isEqualTo(a);
        assertThat(Feeds.event("account", a, 2).getString("data.status")).isEqualTo("ACTIVE");
        assertThat(Feeds.event("opportunity", deal, 2).getString("data.accountId")).isEqualTo(a);
    }

    @Test
    void saysWhatIsWrongWithTheWishAndChangesNothing() {
        String a = account("A", "");
        String b = account("B", "");
        String nobody = "01980000-0000-7000-8000-000000000000";

        merging(a, b, a).statusCode(422).body("code", equalTo("merge-into-itself")).body("errors[0].pointer",
                equalTo("/ids/1"));
        merging(a, b, nobody).statusCode(422).body("code", equalTo("unknown-reference"))
                .body("errors[0].pointer", equalTo("/ids/1"));
        posting("admin", "accounts/" + a + "/merge", "{\"ids\":[]}").statusCode(422).body("errors[0].pointer", equalTo("/ids"));
        posting("admin", "accounts/" + a + "/merge", "{\"ids\":\"" + b + "\"}").statusCode(400);
        posting("admin", "accounts/" + a + "/merge", "{\"id\":\"" + b + "\"}").statusCode(400)
                .body("code", equalTo("unknown-field"));
        posting("admin", "accounts/" + nobody + "/merge", ids(a)).statusCode(404);
        posting("sales", "accounts/" + a + "/merge", ids(b)).statusCode(403);
        as("admin").header("If-Match", "\"7\"").contentType("application/json").body(ids(b))
                .post(B2B + "accounts/" + a + "/merge").then().statusCode(412);
        reading("accounts/" + b).statusCode(200).body("version", equalTo(1));
    }

    @Test
    void isForThoseWhoMayChangeBothAndHiddenFromTheOthers() {
        String manager = unique("manager");
        String managerId = create("sales-users", "{\"username\":\"" + manager + "\"}").get("id");
        String mine = account("Mine", "\"ownerId\":\"" + managerId + "\"");
        String theirs = account("Theirs", "");
        create("opportunities", "{\"name\":\"Mine\",\"accountId\":\"" + theirs + "\",\"ownerId\":\"" + managerId + "\"}");
        String hidden = account("Hidden", "");
        String other = account("Other", "");

        var request = as(manager, "sales-manager").contentType("application/json");
        request.body(ids(hidden)).post(B2B + "accounts/" + mine + "/merge").then().statusCode(422)
                .body("code", equalTo("unknown-reference"));
        request.body(ids(theirs)).post(B2B + "accounts/" + mine + "/merge").then().statusCode(403);
        request.body(ids(mine)).post(B2B + "accounts/" + hidden + "/merge").then().statusCode(404);
        merging(other, hidden).statusCode(200);
        as(manager, "sales-manager").redirects().follow(false).get(B2B + "accounts/" + hidden).then().statusCode(404);
        merging(mine, theirs).statusCode(200);
        as(manager, "sales-manager").redirects().follow(false).get(B2B + "accounts/" + theirs).then().statusCode(301);
    }

    @Test
    void repliesTheSameToTheSameKeyAndMergesOnce() {
        String key = unique("key");
        String a = account("A", "");
        String b = account("B", "");
        for (int i = 0; i < 2; i++) {
            as("admin").header("Idempotency-Key", key).contentType("application/json").body(ids(b))
                    .post(B2B + "accounts/" + a + "/merge").then().statusCode(200).body("account.version", equalTo(2))
                    .header("Idempotency-Replayed", i == 0 ? nullValue() : equalTo("true"));
        }
    }
}
