package dev.tandem.orders.order;

import static dev.tandem.orders.Http.amount;
import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.newCustomer;
import static dev.tandem.orders.Http.newOrder;
import static dev.tandem.orders.Http.newPaidOrder;
import static dev.tandem.orders.Http.patching;
import static dev.tandem.orders.Http.posting;
import static dev.tandem.orders.Http.shopper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.platform.testing.ConsumedEvents;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OrderResourceTest {

    private static final String ORDERS = "/api/v1/b2c/orders";

    @Test
    void placesAnOrderWithProductsAndFreeLines() {
        String sku = "SERUM-" + UUID.randomUUID();
        String product = posting("shop", """
                {"sku":"%s","name":"Serum","price":{"amount":"24.90","currency":"USD"}}""".formatted(sku))
                .post("/api/v1/b2c/products").then().statusCode(201).extract().path("id");
        String external = UUID.randomUUID().toString();
        String json = """
                {"customerId":"%s","channel":"WEB","country":"ID","occurredAt":"2026-01-31T23:30:00Z",
                 "lines":[{"productId":"%s","quantity":2},
                          {"description":"Gift wrap","quantity":1,"lineTotal":{"amount":"3.00","currency":"USD"}}],
                 "discountTotal":{"amount":"4.00","currency":"USD"},"taxTotal":{"amount":"1.10","currency":"USD"},
                 "shippingTotal":{"amount":"5.00","currency":"USD"},"total":{"amount":"54.90","currency":"USD"},
                 "externalIds":[{"system":"shop","id":"%s"}]}""".formatted(newCustomer(), product, external);

        String location = posting("shop", json).post(ORDERS).then().statusCode(201)
                .header("ETag", equalTo("\"1\"")).header("Location", startsWith("/api/v1/b2c/orders/"))
                .header("Feed-Position", startsWith("orders:"))
                .body("status", equalTo("PENDING_PAYMENT")).body("paymentStatus", equalTo("NOT_PAID"))
                .body("orderNo", notNullValue()).body("lines.lineNo", contains(1, 2))
                .body("lines[0].sku", equalTo(sku)).body("lines[0].unitPrice.amount", equalTo("24.90"))
                .body("lines[0].lineTotal.amount", equalTo("49.80")).body("lines[1].unitPrice", nullValue())
                .body("total.amount", equalTo("54.90")).body("total.currency", equalTo("USD"))
                .body("occurredOn", equalTo("2026-01-31")).body("precision", equalTo("INSTANT"))
                .body("externalIds[0].id", equalTo(external)).body("version", equalTo(1)).extract().header("Location");

        as("analyst").get(location).then().statusCode(200).body("lines", hasSize(2)).header("ETag", equalTo("\"1\""));
        as("analyst").header("If-None-Match", "\"1\"").get(location).then().statusCode(304);
    }

    @Test
    void namesEveryFaultOfAnOrderInOneReply() {
        posting("shop", """
                {"channel":"far too long, and blanks","lines":[{"description":"a","quantity":0}]}""").post(ORDERS).then()
                .statusCode(422).contentType("application/problem+json").body("code", equalTo("validation-failed"))
                .body("errors.pointer", containsInAnyOrder("/customerId", "/channel", "/lines/0/quantity"));
        posting("shop", "{\"customerId\":\"" + newCustomer() + "\",\"status\":\"COMPLETED\",\"lines\":[]}").post(ORDERS).then()
                .statusCode(400).body("code", equalTo("unknown-field")).body("errors[0].pointer", equalTo("/status"));
    }

    @ParameterizedTest
    @CsvSource({ "12345.5,KRW,422,invalid-amount-scale", "10.001,USD,422,invalid-amount-scale", "10000.50,IDR,201,",
            "1.005,BHD,201,", "1.00,XXY,422,unknown-currency" })
    void knowsTheScaleOfACurrency(String amount, String currency, int status, String code) {
        var reply = posting("shop", """
                {"customerId":"%s","lines":[{"description":"a","quantity":1,"lineTotal":{"amount":"%s","currency":"%s"}}]}"""
                .formatted(newCustomer(), amount, currency)).post(ORDERS).then().statusCode(status);
        if (status == 201) {
            reply.body("total.amount", equalTo(amount));
        } else {
            reply.body("code", equalTo(code));
        }
    }

    @Test
    void refusesTwoCurrenciesInOneOrder() {
        posting("shop", """
                {"customerId":"%s","lines":[{"description":"a","quantity":1,"lineTotal":{"amount":"1.00","currency":"USD"}},
                 {"description":"b","quantity":1,"lineTotal":{"amount":"1.00","currency":"EUR"}}]}""".formatted(newCustomer()))
                .post(ORDERS).then().statusCode(422).body("code", equalTo("currency-mismatch"))
                .body("errors[0].pointer", equalTo("/lines/1/lineTotal"));
    }

    @Test
    void takesMoneyAndGivesItBackUpToWhatItTook() {
        String id = newPaidOrder("100.00");
        as("shop").get(ORDERS + "/" + id).then().body("status", equalTo("CONFIRMED")).body("paymentStatus", equalTo("PAID"));

        posting("support", amount("60.00")).post(ORDERS + "/" + id + "/refunds").then().statusCode(201)
                .body("paymentStatus", equalTo("PARTIALLY_REFUNDED")).body("refundableTotal.amount", equalTo("40.00"));
        posting("support", amount("50.00")).post(ORDERS + "/" + id + "/refunds").then().statusCode(422)
                .body("code", equalTo("refund-exceeds-captured")).body("refundable", equalTo("40.00"));
    }

    @Test
    void countsAPendingRefundUntilItFails() {
        String id = newPaidOrder("100.00");
        String refund = posting("support", "{\"amount\":{\"amount\":\"60.00\",\"currency\":\"USD\"},\"pending\":true}")
                .post(ORDERS + "/" + id + "/refunds").then().statusCode(201).body("paymentStatus", equalTo("PAID"))
                .extract().path("payments[0].transactions[1].id");
        posting("support", amount("50.00")).post(ORDERS + "/" + id + "/refunds").then().statusCode(422);

        posting("support", "{\"state\":\"FAILED\"}").post(ORDERS + "/" + id + "/refunds/" + refund + "/settle").then()
                .statusCode(200);
        posting("support", amount("100.00")).post(ORDERS + "/" + id + "/refunds").then().statusCode(201)
                .body("paymentStatus", equalTo("REFUNDED"));
    }

    @Test
    void letsOneOfTwoRefundsWinThatTogetherExceedTheCapture() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = newPaidOrder("60.00");
            List<Integer> replies = together(2, () -> posting("support", amount("40.00"))
                    .post(ORDERS + "/" + id + "/refunds")).stream().map(Response::statusCode).sorted().toList();

            assertThat(replies).containsExactly(201, 422);
            as("shop").get(ORDERS + "/" + id).then().body("refundedTotal.amount", equalTo("40.00"));
        }
    }

    @Test
    void refundsNothingThatWasOnlyAuthorizedAndVoidsItInstead() {
        String id = newOrder(newCustomer(), "100.00");
        String payment = posting("finance", """
                {"method":"CARD","capture":false,"amount":{"amount":"100.00","currency":"USD"}}""")
                .post(ORDERS + "/" + id + "/payments").then().statusCode(201).body("paymentStatus", equalTo("AUTHORIZED"))
                .extract().path("payments[0].id");
        posting("support", amount("10.00")).post(ORDERS + "/" + id + "/refunds").then().statusCode(409)
                .body("code", equalTo("payment-not-captured"));

        posting("support", "{}").post(ORDERS + "/" + id + "/payments/" + payment + "/void").then().statusCode(200)
                .body("payments[0].state", equalTo("VOIDED")).body("paymentStatus", equalTo("NOT_PAID"));
    }

    @Test
    void answersARepeatedPaymentWithTheSameBytesAndTakesTheMoneyOnce() {
        String id = newOrder(newCustomer(), "100.00");
        String key = UUID.randomUUID().toString();
        String json = "{\"method\":\"CARD\",\"amount\":{\"amount\":\"60.00\",\"currency\":\"USD\"}}";
        Response first = pay("shop", id, key, json);
        Response again = pay("shop", id, key, json);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        as("shop").get(ORDERS + "/" + id).then().body("capturedTotal.amount", equalTo("60.00")).body("version", equalTo(2));

        String other = "{\"method\":\"CARD\",\"amount\":{\"amount\":\"10.00\",\"currency\":\"USD\"}}";
        assertThat(pay("shop", id, key, other).statusCode()).isEqualTo(422);
        assertThat(pay("admin", id, key, other).statusCode()).isEqualTo(201);
    }

    @Test
    void asksForAnIdempotencyKeyWhereMoneyMoves() {
        String id = newPaidOrder("10.00");
        for (String action : List.of("payments", "captures", "refunds", "cancel")) {
            as("admin").contentType(ContentType.JSON).body("{}").post(ORDERS + "/" + id + "/" + action).then().statusCode(400)
                    .body("code", equalTo("idempotency-key-required"));
        }
    }

    @Test
    void honoursAVersionThatIsNamedWithoutNeed() {
        String id = newPaidOrder("10.00");
        String payment = as("shop").get(ORDERS + "/" + id).path("payments[0].id");
        Map<String, String> actions = Map.of("payments", "{\"method\":\"CARD\"," + amount("1.00").substring(1), "captures",
                amount("1.00"), "payments/" + payment + "/void", "{}", "refunds", amount("1.00"), "cancel", "{}");
        actions.forEach(
                (action, json) -> posting("admin", json).header("If-Match", "\"1\"").post(ORDERS + "/" + id + "/" + action)
                        .then().statusCode(412).header("ETag", "\"2\"").body("code", equalTo("version-mismatch")));
        as("shop").get(ORDERS + "/" + id).then().body("version", equalTo(2)).body("status", equalTo("CONFIRMED"));

        posting("support", amount("1.00")).header("If-Match", "\"2\"").post(ORDERS + "/" + id + "/refunds").then()
                .statusCode(201).header("ETag", "\"3\"");
    }

    @Test
    void isToldToOthersWithTheTimeAtWhichItWasPlaced() {
        String id = posting("shop", """
                {"customerId":"%s","occurredAt":"2025-11-30T23:59:59Z",
                 "lines":[{"description":"a","quantity":1,"lineTotal":{"amount":"1.00","currency":"USD"}}]}"""
                .formatted(newCustomer())).post(ORDERS).then().statusCode(201).extract().path("id");

        Eventually.within(Duration.ofSeconds(20),
                () -> assertThat(ConsumedEvents.served("order")).filteredOn(event -> id.equals(event.path("subject").asText()))
                        .singleElement().satisfies(event -> {
                            assertThat(event.path("time").asText()).isEqualTo("2025-11-30T23:59:59Z");
                            assertThat(Instant.parse(event.path("recordedat").asText())).isAfter("2026-01-01T00:00:00Z");
                        }));
    }

    @Test
    void movesAlongOnlyAsTheStateMachineAllows() {
        String id = newPaidOrder("10.00");
        posting("shop", "{\"status\":\"PROCESSING\"}").post(ORDERS + "/" + id + "/status").then().statusCode(428);
        posting("shop", "{\"status\":\"COMPLETED\"}").header("If-Match", "\"2\"").post(ORDERS + "/" + id + "/status").then()
                .statusCode(409).body("code", equalTo("illegal-order-status"));
        posting("shop", "{\"status\":\"PROCESSING\"}").header("If-Match", "\"2\"").post(ORDERS + "/" + id + "/status").then()
                .statusCode(200).body("status", equalTo("PROCESSING")).header("ETag", equalTo("\"3\""));
        posting("shop", "{\"status\":\"COMPLETED\"}").header("If-Match", "\"2\"").post(ORDERS + "/" + id + "/status").then()
                .statusCode(412).header("ETag", equalTo("\"3\""));
        posting("shop", "{\"reason\":\"late\"}").post(ORDERS + "/" + id + "/cancel").then().statusCode(200)
                .body("status", equalTo("CANCELLED")).body("paymentStatus", equalTo("PAID"));
    }

    @Test
    void showsAShopperHisOwnOrdersOnly() {
        String one = "shopper-" + UUID.randomUUID();
        String two = "shopper-" + UUID.randomUUID();
        String mine = shopper(one).get("/api/v1/b2c/customers/me").then().statusCode(200).extract().path("id");
        String order = newOrder(mine, "10.00");
        newOrder(newCustomer(), "20.00");

        shopper(one).get(ORDERS).then().statusCode(200).body("items.id", contains(order));
        shopper(one).get(ORDERS + "/count").then().body("count", equalTo(1));
        shopper(one).get(ORDERS + "/" + order).then().statusCode(200);
        shopper(two).get(ORDERS + "/" + order).then().statusCode(404).body("code", equalTo("not-found"));
        shopper(two).get(ORDERS).then().statusCode(200).body("items", hasSize(0));
        shopper(two).get("/api/v1/b2c/customers/me").then().statusCode(200);
        shopper(two).get(ORDERS + "/" + order).then().statusCode(404);
        shopper(two).queryParam("customerId", mine).get(ORDERS).then().body("items", hasSize(0));
        shopper(one).contentType(ContentType.JSON).header("Idempotency-Key", "k").body("{}")
                .post(ORDERS + "/" + order + "/cancel")
                .then().statusCode(403);
    }

    @Test
    void turnsAwayWhoHasNoBusinessHere() {
        io.restassured.RestAssured.given().get(ORDERS).then().statusCode(401);
        as("guest").get(ORDERS).then().statusCode(403);
        as("sales").get(ORDERS).then().statusCode(403);
        as("analyst").contentType(ContentType.JSON).body("{}").post(ORDERS).then().statusCode(403);
    }

    @Test
    void refusesParametersItDoesNotKnow() {
        as("shop").queryParam("costumerId", "x").get(ORDERS).then().statusCode(400).body("code", equalTo("unknown-parameter"));
        as("shop").queryParam("customerId", "x").get(ORDERS).then().statusCode(400).body("code", equalTo("invalid-parameter"));
        as("shop").queryParam("sort", "total").get(ORDERS).then().statusCode(400).body("code", equalTo("unknown-sort"));
        as("shop").queryParam("cursor", "bm9wZQ").get(ORDERS).then().statusCode(400).body("code", equalTo("invalid-cursor"));
        as("shop").queryParam("limit", 201).get(ORDERS).then().statusCode(400).body("code", equalTo("out-of-range"));
    }

    @Test
    void listsEveryOrderOnceWhileOthersArrive() {
        String customer = newCustomer();
        Set<String> before = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            before.add(newOrder(customer, "1.00"));
        }
        for (String sort : List.of("createdAt", "-createdAt", "occurredAt", "-occurredAt")) {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                var request = as("shop").queryParam("customerId", customer).queryParam("limit", 3).queryParam("sort", sort);
                var page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(ORDERS).then().statusCode(200);
                seen.addAll(page.extract().<List<String>> path("items.id"));
                cursor = page.extract().path("nextCursor");
                newOrder(customer, "2.00");
            } while (cursor != null && seen.size() < 100);
            assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        }
    }

    @Test
    void filtersAndCountsByItsFields() {
        String customer = newCustomer();
        newOrder(customer, "1.00");
        posting("shop",
                """
                        {"customerId":"%s","occurredAt":"2025-12-31T10:00:00Z",
                         "lines":[{"description":"a","quantity":1,"lineTotal":{"amount":"0.00","currency":"USD"}}]}"""
                        .formatted(customer))
                .post(ORDERS).then().statusCode(201).body("paymentStatus", equalTo("PAID"));

        as("shop").queryParam("customerId", customer).queryParam("channel", "WEB").get(ORDERS + "/count").then()
                .body("count", equalTo(1));
        as("shop").queryParam("customerId", customer).queryParam("channel", "null").get(ORDERS).then()
                .body("items.paymentStatus", contains("PAID"));
        as("shop").queryParam("customerId", customer).queryParam("paymentStatus", "NOT_PAID").get(ORDERS).then()
                .body("items", hasSize(1)).body("items.customerId", everyItem(equalTo(customer)));
        as("shop").queryParam("customerId", customer).queryParam("occurredFrom", "2025-12-31")
                .queryParam("occurredBefore", "2026-01-01").get(ORDERS + "/count").then().body("count", equalTo(1));
    }

    @Test
    void patchesWhatMayBeCorrectedAndNothingElse() {
        String id = newOrder(newCustomer(), "10.00");
        patching("shop", 1, "{\"channel\":null,\"externalIds\":[{\"system\":\"pos\",\"id\":\"" + id + "\"}]}")
                .patch(ORDERS + "/" + id).then().statusCode(200).body("channel", nullValue()).body("country", equalTo("ID"))
                .body("version", equalTo(2)).body("externalIds[0].system", equalTo("pos"));
        patching("shop", 2, "{\"country\":\"ID\"}").patch(ORDERS + "/" + id).then().statusCode(200).body("version", equalTo(2));
        patching("shop", 2, "{\"total\":{\"amount\":\"1.00\",\"currency\":\"USD\"}}").patch(ORDERS + "/" + id).then()
                .statusCode(400).body("code", equalTo("unknown-field"));
        patching("shop", 1, "{\"country\":\"SG\"}").patch(ORDERS + "/" + id).then().statusCode(412);
        as("shop").contentType(ContentType.JSON).header("If-Match", "\"2\"").body("{}").patch(ORDERS + "/" + id).then()
                .statusCode(415);
    }

    @Test
    void deletesAndRestores() {
        String id = newOrder(newCustomer(), "10.00");
        as("shop").header("If-Match", "\"1\"").delete(ORDERS + "/" + id).then().statusCode(403);
        as("admin").delete(ORDERS + "/" + id).then().statusCode(428);
        as("admin").header("If-Match", "\"1\"").delete(ORDERS + "/" + id).then().statusCode(204).header("ETag",
                equalTo("\"2\""));
        as("admin").get(ORDERS + "/" + id).then().statusCode(404);
        as("admin").header("If-Match", "\"2\"").post(ORDERS + "/" + id + "/restore").then().statusCode(200)
                .body("version", equalTo(3));
        as("admin").get(ORDERS + "/" + id).then().statusCode(200);
    }

    private static Response pay(String role, String id, String key, String json) {
        return as(role).contentType(ContentType.JSON).header("Idempotency-Key", key).body(json)
                .post(ORDERS + "/" + id + "/payments");
    }

    private static List<Response> together(int times, Callable<Response> call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<Future<Response>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
            List<Response> replies = new ArrayList<>();
            for (Future<Response> future : futures) {
                replies.add(future.get());
            }
            return replies;
        }
    }
}
