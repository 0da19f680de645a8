package dev.tandem.metrics.exchangerate;

import static dev.tandem.metrics.exchangerate.RateRequests.RATES;
import static dev.tandem.metrics.exchangerate.RateRequests.as;
import static dev.tandem.metrics.exchangerate.RateRequests.json;
import static dev.tandem.metrics.exchangerate.RateRequests.post;
import static dev.tandem.metrics.exchangerate.RateRequests.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Every test has a pair of currencies to itself, because rates can never be taken back. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ExchangeRateResourceTest {

    private static JsonPath list(Object... parameters) {
        var request = as("analyst");
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(String.valueOf(parameters[i]), parameters[i + 1]);
        }
        return request.get(RATES).then().statusCode(200).extract().jsonPath();
    }

    @Test
    void publishesARateThatCanBeReadAgain() {
        Response published = publish("EUR", "AUD", "2026-02-01", "1.2500");
        published.then().statusCode(201).header("ETag", "\"1\"").header("Feed-Position", startsWith("metrics:"))
                .body("base", equalTo("EUR")).body("quote", equalTo("AUD")).body("validFrom", equalTo("2026-02-01"))
                .body("rate", equalTo("1.25")).body("recordedBy", equalTo("sub-finance")).body("source", equalTo("API"))
                .body("version", equalTo(1));
        String location = published.header("Location");

        as("sales").get(location).then().statusCode(200).header("ETag", "\"1\"").body("rate", equalTo("1.25"))
                .body("recordedAt", equalTo(published.path("recordedAt")));
        as("sales").header("If-None-Match", "\"1\"").get(location).then().statusCode(304);
        as("sales").get(RATES + "/" + new UUID(0, 0)).then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void aRateThatCountsAlreadyIsNotWrittenAgain() {
        Response first = publish("EUR", "CAD", "2026-02-01", "1.5");
        publish("EUR", "CAD", "2026-02-01", "1.50").then().statusCode(200).body("id", equalTo(first.path("id")))
                .header("Feed-Position", equalTo(first.header("Feed-Position")));

        assertThat(list("base", "EUR", "quote", "CAD").getList("items")).hasSize(1);
        as("admin").queryParam("recordId", first.<String> path("id")).get("/api/v1/metrics/audit-events").then()
                .body("items", hasSize(1));
    }

    @Test
    void aCorrectionIsANewerRateAndTheOldOneStaysKnown() {
        Response old = publish("EUR", "NZD", "2026-02-01", "1.7");
        Response corrected = publish("EUR", "NZD", "2026-02-01", "1.8");
        corrected.then().statusCode(201);
        Response back = publish("EUR", "NZD", "2026-02-01", "1.7");
        back.then().statusCode(201);

        assertThat(list("quote", "NZD").getList("items.rate")).containsExactly("1.7", "1.8", "1.7");
        assertThat(list("quote", "NZD", "asOf", corrected.path("recordedAt")).getList("items.rate"))
                .containsExactly("1.8");
        assertThat(list("quote", "NZD", "asOf", back.path("recordedAt")).getList("items.id"))
                .containsExactly(back.<String> path("id"));
        as("admin").queryParam("recordId", corrected.<String> path("id")).get("/api/v1/metrics/audit-events").then()
                .body("items", hasSize(1)).body("items[0].kind", equalTo("exchange-rate"))
                .body("items[0].action", equalTo("corrected")).body("items[0].before.id", equalTo(old.path("id")))
                .body("items[0].before.rate", equalTo("1.7")).body("items[0].after.rate", equalTo("1.8"))
                .body("items[0].actor", equalTo("sub-finance"));
    }

    @Test
    void namesEverythingThatIsWrong() {
        post("finance", "{}").then().statusCode(422).body("code", equalTo("required"))
                .body("errors.pointer", contains("/base", "/quote", "/rate", "/validFrom"));
        post("finance", json("EURO", "XXX", "1026-01-01", "1,5")).then().statusCode(422)
                .contentType("application/problem+json").body("code", equalTo("validation-failed"))
                .body("errors.pointer", contains("/base", "/quote", "/validFrom", "/rate"))
                .body("errors.code", contains("unknown-currency", "unknown-currency", "out-of-range", "invalid-number"));
    }

    @Test
    void refusesWhatIsNoRate() {
        refused(json("EUR", "EUR", "2026-01-01", "1"), "same-currency", "/quote");
        refused(json("EUR", "CHF", "2026-01-01", "0.00"), "out-of-range", "/rate");
        refused(json("EUR", "CHF", "2026-01-01", "-1"), "invalid-number", "/rate");
        refused(json("EUR", "CHF", "2026-01-01", "1e3"), "invalid-number", "/rate");
        refused(json("EUR", "CHF", "2026-01-01", "0.12345678901"), "invalid-rate-scale", "/rate");
        refused(json("EUR", "CHF", "2026-01-01", "12345678901"), "invalid-number", "/rate");
        refused(json("EUR", "CHF", "2200-01-01", "1"), "out-of-range", "/validFrom");
        post("finance", "{\"base\":\"EUR\",\"quote\":\"CHF\",\"validFrom\":\"2026-01-01\",\"rate\":1.1}").then()
                .statusCode(400).body("errors[0].pointer", equalTo("/rate"));
        post("finance", "{\"base\":\"EUR\",\"quote\":\"CHF\",\"validFrom\":\"2026-01-01\",\"rate\":\"1\",\"version\":3}")
                .then().statusCode(400).body("code", equalTo("unknown-field"));
        assertThat(list("quote", "CHF").getList("items")).isEmpty();
    }

    private static void refused(String body, String code, String pointer) {
        post("finance", body).then().statusCode(422).body("code", equalTo(code)).body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void takesTheFinestAndTheLargestRateThatFit() {
        publish("EUR", "KWD", "1900-01-01", "0.0000000001").then().statusCode(201)
                .body("rate", equalTo("0.0000000001"));
        publish("EUR", "IQD", "2199-12-31", "9999999999.9999999999").then().statusCode(201)
                .body("rate", equalTo("9999999999.9999999999"));
    }

    @Test
    void aRepeatedRequestIsAnsweredAsTheFirst() {
        String key = UUID.randomUUID().toString();
        String body = json("EUR", "SEK", "2026-01-01", "11.2");
        Response first = as("finance").header("Idempotency-Key", key).contentType("application/json").body(body).post(RATES);
        first.then().statusCode(201);
        as("finance").header("Idempotency-Key", key).contentType("application/json").body(body).post(RATES).then()
                .statusCode(201).header("Idempotency-Replayed", "true").header("Location", first.header("Location"))
                .header("Feed-Position", first.header("Feed-Position")).body("id", equalTo(first.path("id")));
        as("finance").header("Idempotency-Key", key).contentType("application/json")
                .body(json("EUR", "SEK", "2026-01-01", "11.3")).post(RATES).then().statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void onlyAdministratorsAndFinancePublishAndWhoReadsFiguresReads() {
        for (String reader : List.of("analyst", "marketing", "sales-manager", "sales", "shop", "support")) {
            post(reader, json("EUR", "NOK", "2026-01-01", "11")).then().statusCode(403).body("code", equalTo("forbidden"));
            as(reader).get(RATES).then().statusCode(200);
        }
        for (String stranger : List.of("shopper", "guest", "system", "customer-success")) {
            as(stranger).get(RATES).then().statusCode(403);
        }
        given().get(RATES).then().statusCode(401);
        post("admin", json("EUR", "NOK", "2026-01-01", "11")).then().statusCode(201);
    }

    @Test
    void listsByPairAndDayAPageAtATime() {
        for (int month = 1; month <= 5; month++) {
            publish("EUR", "DKK", "2026-0" + month + "-01", "7." + month).then().statusCode(201);
        }
        JsonPath first = list("quote", "DKK", "limit", 2);
        assertThat(first.getList("items.rate")).containsExactly("7.5", "7.4");
        publish("EUR", "DKK", "2026-06-01", "7.6").then().statusCode(201);
        JsonPath second = list("quote", "DKK", "limit", 2, "cursor", first.getString("nextCursor"));
        assertThat(second.getList("items.rate")).containsExactly("7.3", "7.2");
        JsonPath third = list("quote", "DKK", "limit", 2, "cursor", second.getString("nextCursor"));
        assertThat(third.getList("items.rate")).containsExactly("7.1");
        assertThat(third.getString("nextCursor")).isNull();

        assertThat(list("quote", "DKK", "from", "2026-02-01", "to", "2026-04-01").getList("items.rate"))
                .containsExactly("7.3", "7.2");
        assertThat(list("base", "EUR", "quote", "DKK", "validFrom", "2026-04-01").getList("items.rate"))
                .containsExactly("7.4");
        as("shop").queryParam("quote", "DKK").queryParam("from", "2026-02-01").get(RATES + "/count").then()
                .statusCode(200).body("count", equalTo(5)).body("atLeast", nullValue());
    }

    @Test
    void refusesQuestionsThatItCannotAnswer() {
        as("analyst").queryParam("base", "EURO").get(RATES).then().statusCode(400)
                .body("code", equalTo("unknown-currency"));
        as("analyst").queryParam("from", "2026-02-01").queryParam("to", "2026-01-01").get(RATES).then().statusCode(400)
                .body("code", equalTo("invalid-range"));
        as("analyst").queryParam("asOf", "yesterday").get(RATES).then().statusCode(400)
                .body("code", equalTo("invalid-parameter"));
        as("analyst").queryParam("currency", "EUR").get(RATES).then().statusCode(400)
                .body("code", equalTo("unknown-parameter"));
        as("analyst").queryParam("cursor", "abc").get(RATES).then().statusCode(400)
                .body("code", equalTo("invalid-cursor"));
        as("analyst").queryParam("limit", "201").get(RATES).then().statusCode(400).body("code", equalTo("out-of-range"));
    }
}
