package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** What was built, asked from outside: the jar, or the native binary where there is one. */
@QuarkusIntegrationTest
@WithTestResource(PostgresTestResource.class)
class AccountsServiceIT {

    @Test
    void isReadyOnItsDatabase() {
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void keepsAnAccountAndTellsOfItInTheFeed() {
        String name = unique("Acme");
        String id = create("accounts", "{\"name\":\"" + name + "\",\"industry\":\"manufacturing\"}").get("id");
        as("admin").get(B2B + "accounts/" + id).then().statusCode(200).header("ETag", "\"1\"").body("name", equalTo(name));
        Http.patching("admin", "accounts", id, 1, "{\"type\":\"CUSTOMER\"}").statusCode(200).body("version", equalTo(2));
        as("system").get("/feeds/account?limit=1000").then().statusCode(200).body("subject", hasItem(id));
        as("admin").get(B2B + "accounts?q=" + name + "&sort=name").then().statusCode(200).body("items.id", hasItem(id));
    }

    @Test
    void refusesWhatBreaksARule() {
        posting("admin", "accounts", "{\"industry\":\"manufacturing\"}").statusCode(422)
                .contentType("application/problem+json").body("errors.pointer", hasItem("/name"));
        as("guest").get(B2B + "accounts").then().statusCode(403).body("status", equalTo(403));
    }
}
