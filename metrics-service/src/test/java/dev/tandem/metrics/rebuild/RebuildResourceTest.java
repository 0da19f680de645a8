package dev.tandem.metrics.rebuild;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.store.Database;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class RebuildResourceTest {

    private static final String REBUILDS = "/api/v1/metrics/rebuilds";

    @Inject
    Generations generations;
    @Inject
    Database database;
    private boolean ours;

    @BeforeEach
    void serveSomething() {
        ours = generations.active().isEmpty();
        generations.ensure(new Generations.Wanted(2, ZoneOffset.UTC, "USD", new TreeSet<>(Set.of("USD")),
                Metric.definitions(), "test", false, null));
    }

    @AfterEach
    void takeItBack() {
        String built = ours ? "('BUILDING', 'ACTIVE')" : "('BUILDING')";
        database.update("DELETE FROM lane WHERE generation IN (SELECT id FROM generation WHERE state IN " + built + ")");
        database.update("DELETE FROM generation WHERE state IN " + built);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + TestTokens.of(role)).contentType("application/json");
    }

    private static ValidatableResponse start(String key) {
        return as("admin").header("Idempotency-Key", key).post(REBUILDS).then();
    }

    @Test
    void anAdministratorStartsOneRebuildAtATime() {
        String key = UUID.randomUUID().toString();
        String location = start(key).statusCode(201).body("state", equalTo("BUILDING")).body("reason", equalTo("request"))
                .header("Location", notNullValue()).extract().header("Location");

        start(key).statusCode(201).header("Idempotency-Replayed", equalTo("true"));
        start(UUID.randomUUID().toString()).statusCode(409).body("code", equalTo("rebuild-running"));
        as("admin").get(location).then().statusCode(200).body("acceptDifferences", equalTo(false));
        as("admin").get(REBUILDS).then().statusCode(200)
                .body("items.state", hasItem(Generation.State.BUILDING.name()));
    }

    @Test
    void nobodyElseMay() {
        as("analyst").header("Idempotency-Key", "k").post(REBUILDS).then().statusCode(403);
        as("analyst").get(REBUILDS).then().statusCode(403);
        given().get(REBUILDS).then().statusCode(401);
        as("sales").get("/api/v1/metrics/hashes").then().statusCode(403);
    }

    @Test
    void aRebuildThatNeverWasIsNotFound() {
        as("admin").get(REBUILDS + "/2000000000").then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void digestsNameTheGenerationAndThePositions() {
        as("analyst").get("/api/v1/metrics/hashes").then().statusCode(200).body("generation", notNullValue())
                .body("positions.accounts", notNullValue()).body("positions.orders", notNullValue());
    }
}
