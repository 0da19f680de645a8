package dev.tandem.accounts.opportunity;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.MERGE_PATCH;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.unique;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A branch of two levels: the director leads the manager, who leads two sellers of one team; a stranger sells elsewhere. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class RowRightsTest {

    private String director;
    private String manager;
    private String seller;
    private String mate;
    private String stranger;
    private String sellerId;
    private String strangerId;

    @BeforeEach
    void hire() {
        director = unique("director");
        manager = unique("manager");
        seller = unique("seller");
        mate = unique("mate");
        stranger = unique("stranger");
        String directorId = user(director, "null", "null");
        String managerId = user(manager, "\"" + directorId + "\"", "null");
        String team = create("teams", "{\"code\":\"" + unique("team") + "\"}").get("id");
        sellerId = user(seller, "\"" + managerId + "\"", "\"" + team + "\"");
        user(mate, "\"" + managerId + "\"", "\"" + team + "\"");
        strangerId = user(stranger, "null", "null");
    }

    private static String user(String name, String manager, String team) {
        return create("sales-users", "{\"username\":\"" + name + "\",\"managerId\":" + manager + ",\"teamId\":" + team + "}")
                .get("id");
    }

    private static String dealOf(String username) {
        return as(username, "sales").contentType("application/json").body("{\"name\":\"Deal\"}").post(B2B + "opportunities")
                .then().statusCode(201).extract().path("id");
    }

    @Test
    void givesASellerWhatHeCreatesAndShowsItToHisTeamAndHisBranch() {
        String deal = dealOf(seller);

        as(seller, "sales").get(B2B + "opportunities/" + deal).then().statusCode(200).body("ownerId", equalTo(sellerId));
        as(mate, "sales").get(B2B + "opportunities/" + deal).then().statusCode(200);
        as(manager, "sales-manager").get(B2B + "opportunities/" + deal).then().statusCode(200);
        as(director, "sales-manager").get(B2B + "opportunities/" + deal).then().statusCode(200);
        as(director, "sales-manager").get(B2B + "opportunities/count").then().body("count", equalTo(1));
        as("analyst").get(B2B + "opportunities/" + deal).then().statusCode(200);
    }

    @Test
    void hidesFromASellerWhatIsNotHisTeams() {
        String deal = dealOf(seller);

        as(stranger, "sales").get(B2B + "opportunities/" + deal).then().statusCode(404);
        as(stranger, "sales-manager").get(B2B + "opportunities/" + deal).then().statusCode(404);
        as(stranger, "sales").get(B2B + "opportunities/" + deal + "/history").then().statusCode(404);
        as(stranger, "sales").get(B2B + "opportunities").then().body("items.size()", equalTo(0));
        as(stranger, "sales").get(B2B + "opportunities/count").then().body("count", equalTo(0));
        as(stranger, "sales").contentType("application/json").header("If-Match", "\"1\"").body("{\"stage\":\"DEMO\"}")
                .post(B2B + "opportunities/" + deal + "/stage").then().statusCode(404);
        as(manager, "sales").get(B2B + "opportunities/" + deal).then().statusCode(404);
    }

    @Test
    void followsAManagerWhoTakesOverAnotherSeller() {
        String deal = dealOf(stranger);
        as(manager, "sales-manager").get(B2B + "opportunities/" + deal).then().statusCode(404);

        String managerId = as("admin").queryParam("username", manager).get(B2B + "sales-users").path("items[0].id");
        patching("admin", "sales-users", strangerId, 1, "{\"managerId\":\"" + managerId + "\",\"region\":\"West\"}")
                .statusCode(200).body("region", equalTo("West"));

        as(manager, "sales-manager").get(B2B + "opportunities/" + deal).then().statusCode(200);
    }

    @Test
    void showsNothingToASellerWhomNobodyKnows() {
        String nobody = unique("nobody");
        String deal = as(nobody, "sales").contentType("application/json").body("{\"name\":\"Deal\"}")
                .post(B2B + "opportunities").then().statusCode(201).body("ownerId", nullValue()).extract().path("id");

        as(nobody, "sales").get(B2B + "opportunities/" + deal).then().statusCode(404);
        as(nobody, "sales").get(B2B + "opportunities/count").then().body("count", equalTo(0));
        as(nobody, "sales-manager").get(B2B + "accounts/count").then().body("count", equalTo(0));
        as("admin").get(B2B + "opportunities/" + deal).then().statusCode(200);
    }

    @Test
    void letsASellerGiveRowsOnlyToThoseWhoseRowsHeSees() {
        as(seller, "sales").contentType("application/json")
                .body("{\"name\":\"Deal\",\"ownerId\":\"" + strangerId + "\"}").post(B2B + "opportunities").then()
                .statusCode(422).body("code", equalTo("owner-not-allowed"));
        as(manager, "sales-manager").contentType("application/json")
                .body("{\"name\":\"Deal\",\"ownerId\":\"" + sellerId + "\"}").post(B2B + "opportunities").then()
                .statusCode(201);
    }

    @Test
    void keepsAccountsToTheirOwnersLikeDeals() {
        String account = as(seller, "sales").contentType("application/json").body("{\"name\":\"Acme\"}").post(B2B + "accounts")
                .then().statusCode(201).body("ownerId", equalTo(sellerId)).extract().path("id");

        as(stranger, "sales").get(B2B + "accounts/" + account).then().statusCode(404);
        as(mate, "sales").get(B2B + "accounts/" + account).then().statusCode(200);
    }

    @Test
    void showsTheAccountOfADealToWhoeverSeesTheDealAndLetsHimNotChangeIt() {
        String account = create("accounts", "{\"name\":\"Acme\"}").get("id");
        as(seller, "sales").get(B2B + "accounts/" + account).then().statusCode(404);

        String deal = create("opportunities",
                "{\"name\":\"Deal\",\"accountId\":\"" + account + "\",\"ownerId\":\"" + sellerId + "\"}").get("id");

        for (String name : List.of(seller, mate)) {
            as(name, "sales").get(B2B + "accounts/" + account).then().statusCode(200);
            as(name, "sales").get(B2B + "accounts").then().body("items.id", hasItem(account));
        }
        as(director, "sales-manager").get(B2B + "accounts/count").then().body("count", equalTo(1));
        as(stranger, "sales").get(B2B + "accounts/" + account).then().statusCode(404);
        as(stranger, "sales").get(B2B + "accounts/count").then().body("count", equalTo(0));
        as(seller, "sales").contentType(MERGE_PATCH).header("If-Match", "\"1\"").body("{\"name\":\"Mine\"}")
                .patch(B2B + "accounts/" + account).then().statusCode(403);
        as(seller, "sales").header("If-Match", "\"1\"").delete(B2B + "accounts/" + account).then().statusCode(403);

        as("admin").header("If-Match", "\"1\"").delete(B2B + "opportunities/" + deal).then().statusCode(204);
        as(seller, "sales").get(B2B + "accounts/" + account).then().statusCode(404);
    }

    @Test
    void letsNobodyOpenAnAccountByADealOfHisOwn() {
        String account = create("accounts", "{\"name\":\"Acme\"}").get("id");

        as(seller, "sales").contentType("application/json").body("{\"name\":\"Deal\",\"accountId\":\"" + account + "\"}")
                .post(B2B + "opportunities").then().statusCode(422).body("code", equalTo("unknown-reference"));
        String deal = dealOf(seller);
        as(seller, "sales").contentType(MERGE_PATCH).header("If-Match", "\"1\"").body("{\"accountId\":\"" + account + "\"}")
                .patch(B2B + "opportunities/" + deal).then().statusCode(422);
        as(seller, "sales").get(B2B + "accounts/" + account).then().statusCode(404);
    }

    @Test
    void refusesACircleOfManagers() {
        String managerId = as("admin").queryParam("username", manager).get(B2B + "sales-users").path("items[0].id");
        patching("admin", "sales-users", managerId, 1, "{\"managerId\":\"" + sellerId + "\"}").statusCode(422)
                .body("code", equalTo("hierarchy-cycle"));
    }
}
