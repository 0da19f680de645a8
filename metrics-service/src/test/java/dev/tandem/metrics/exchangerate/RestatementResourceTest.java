package dev.tandem.metrics.exchangerate;

import static dev.tandem.metrics.exchangerate.RateRequests.RESTATEMENTS;
import static dev.tandem.metrics.exchangerate.RateRequests.as;
import static dev.tandem.metrics.exchangerate.RateRequests.publish;
import static dev.tandem.metrics.exchangerate.RateRequests.restate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class RestatementResourceTest {

    @Test
    void anOrderIsKeptWithWhoGaveItAndWhy() {
        publish("EUR", "PLN", "2026-01-01", "4.2").then().statusCode(201);
        Response ordered = restate("PLN", "EUR", "2026-01-01", "2026-02-01");
        ordered.then().statusCode(201).header("ETag", "\"1\"").header("Feed-Position", startsWith("metrics:"))
                .body("base", equalTo("PLN")).body("from", equalTo("2026-01-01")).body("to", equalTo("2026-02-01"))
                .body("reason", equalTo("The bank corrected it.")).body("recordedBy", equalTo("sub-finance"));

        as("analyst").get(ordered.header("Location")).then().statusCode(200).body("id", equalTo(ordered.path("id")));
        as("analyst").header("If-None-Match", "\"1\"").get(ordered.header("Location")).then().statusCode(304);
        as("analyst").get(RESTATEMENTS + "/" + new UUID(0, 0)).then().statusCode(404);
        as("admin").queryParam("recordId", ordered.<String> path("id")).get("/api/v1/metrics/audit-events").then()
                .body("items.kind", contains("exchange-rate-restatement")).body("items.action", contains("ordered"))
                .body("items.actor", contains("sub-finance"))
                .body("items[0].after.reason", equalTo("The bank corrected it."));
    }

    @Test
    void theSameOrderMayBeGivenAgainAndTheNewestIsListedFirst() {
        publish("EUR", "HUF", "2026-01-01", "390").then().statusCode(201);
        String first = restate("EUR", "HUF", "2026-01-01", "2026-02-01").path("id");
        String second = restate("EUR", "HUF", "2026-01-01", "2026-02-01").path("id");
        var page = as("support").queryParam("limit", 1).get(RESTATEMENTS).then().statusCode(200)
                .body("items.id", contains(second)).extract();
        as("support").queryParam("limit", 1).queryParam("cursor", page.<String> path("nextCursor")).get(RESTATEMENTS)
                .then().body("items.id", contains(first));
    }

    @Test
    void refusesAnOrderThatCannotBeMeant() {
        assertThat(restate("EUR", "CZK", "2026-01-01", "2026-02-01").<String> path("code")).isEqualTo("no-rate");
        publish("EUR", "CZK", "2026-01-01", "25").then().statusCode(201);
        restate("EUR", "CZK", "2026-02-01", "2026-02-01").then().statusCode(422).body("code", equalTo("invalid-range"))
                .body("errors[0].pointer", equalTo("/to"));
        restate("CZK", "CZK", "2026-01-01", "2026-02-01").then().statusCode(422).body("code", equalTo("same-currency"));
        restate("EUR", "ABC", "1026-01-01", "2026-02-01").then().statusCode(422)
                .body("errors.code", contains("unknown-currency", "out-of-range"));
        as("finance").contentType("application/json")
                .body("{\"base\":\"EUR\",\"quote\":\"CZK\",\"from\":\"2026-01-01\",\"to\":\"2026-02-01\",\"reason\":\" \"}")
                .post(RESTATEMENTS).then().statusCode(422).body("code", equalTo("required"))
                .body("errors[0].pointer", equalTo("/reason"));
        as("analyst").contentType("application/json").body("{}").post(RESTATEMENTS).then().statusCode(403);
    }
}
