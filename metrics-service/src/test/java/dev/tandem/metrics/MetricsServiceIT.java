package dev.tandem.metrics;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** What was built, asked from outside: the jar, or the native binary where there is one. Its feeds are out of reach. */
@QuarkusIntegrationTest
@WithTestResource(PostgresTestResource.class)
class MetricsServiceIT {
    private static final String KPIS = "/api/v1/metrics/kpis";

    @Test
    void isAliveOnItsDatabase() {
        get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void tellsItsFiguresAndAnswersThem() {
        given().auth().oauth2(TestTokens.of("analyst")).get(KPIS).then().statusCode(200);
        given().auth().oauth2(TestTokens.of("analyst")).get(KPIS + "/B2C/revenue?from=2026-01-01&to=2026-02-01").then()
                .statusCode(200).body("series.size()", equalTo(1));
    }

    @Test
    void refusesWhatItDoesNotKnowAndWhoMayNotAsk() {
        given().auth().oauth2(TestTokens.of("analyst")).get(KPIS + "/B2C/luck?from=2026-01-01&to=2026-02-01").then()
                .statusCode(404).contentType("application/problem+json");
        get(KPIS).then().statusCode(401);
    }
}
