package dev.tandem.orders.orderreturn;

import static dev.tandem.orders.Http.amount;
import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.newCustomer;
import static dev.tandem.orders.Http.newOrder;
import static dev.tandem.orders.Http.newPaidOrder;
import static dev.tandem.orders.Http.posting;
import static dev.tandem.orders.Shop.product;
import static dev.tandem.orders.Shop.together;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Api;
import dev.tandem.orders.Shop;
import dev.tandem.orders.Shop.Buyer;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OrderReturnResourceTest {

    private static final String RETURNS = Api.PREFIX + "/returns/";
    private static final String ORDERS = Api.PREFIX + "/orders/";

    /** Every line of the order, so many pieces of each. */
    private static String pieces(int... quantities) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < quantities.length; i++) {
            if (quantities[i] > 0) {
                lines.add("{\"lineNo\":" + (i + 1) + ",\"requestedQty\":" + quantities[i] + ",\"reason\":\"DAMAGED\"}");
            }
        }
        return "{\"lines\":[" + String.join(",", lines) + "]}";
    }

    private static Response request(String order, int... quantities) {
        return posting("support", pieces(quantities)).post(ORDERS + order + "/returns");
    }

    private static String requested(String order, int... quantities) {
        return request(order, quantities).then().statusCode(201).extract().path("id");
    }

    private static Response step(String role, String id, String step, String json) {
        String tag = as("support").get(RETURNS + id).header("ETag");
        return posting(role, json).header("If-Match", tag).post(RETURNS + id + "/" + step);
    }

    private static Response receive(String id, int line, int quantity, String condition) {
        return step("shop", id, "receive", "{\"lines\":[{\"lineNo\":" + line + ",\"receivedQty\":" + quantity
                + (condition == null ? "" : ",\"condition\":\"" + condition + "\"") + "}]}");
    }

    private static Response refund(String id) {
        return posting("finance", "{}").post(RETURNS + id + "/refund");
    }

    /** One line comes back and is paid for; returns the amount. */
    private static String paidBack(String order, int line, int quantity, int... quantities) {
        String id = requested(order, quantities);
        step("support", id, "approve", "").then().statusCode(200).body("status", equalTo("APPROVED"));
        receive(id, line, quantity, "UNUSABLE").then().statusCode(200).body("status", equalTo("RECEIVED"));
        return refund(id).then().statusCode(200).body("status", equalTo("REFUNDED")).extract().path("refundTotal.amount");
    }

    /** A paid order whose lines cost so much, with a discount and a tax. */
    private static String order(String currency, String discount, String tax, String total, String... lineTotals) {
        String lines = String.join(",", java.util.stream.Stream.of(lineTotals).map(line -> """
                {"description":"CDs","quantity":1,"lineTotal":{"amount":"%s","currency":"%s"}}""".formatted(line, currency))
                .toList());
        String order = posting("shop", """
                {"customerId":"%s","lines":[%s],"discountTotal":{"amount":"%s","currency":"%s"},
                 "taxTotal":{"amount":"%s","currency":"%s"}}""".formatted(newCustomer(), lines, discount, currency, tax,
                currency)).post(Api.PREFIX + "/orders").then().statusCode(201).body("total.amount", equalTo(total)).extract()
                .path("id");
        pay(order, total, currency);
        return order;
    }

    private static void pay(String order, String amount, String currency) {
        posting("shop", "{\"method\":\"CARD\",\"amount\":{\"amount\":\"" + amount + "\",\"currency\":\"" + currency + "\"}}")
                .post(ORDERS + order + "/payments").then().statusCode(201);
    }

    @Test
    void paysEveryLineBackAsItWasPaidForAndNeverACentMore() {
        String yen = order("JPY", "100", "90", "989", "333", "333", "333");
        assertThat(paidBack(yen, 1, 1, 1)).isEqualTo("329");
        assertThat(paidBack(yen, 2, 1, 0, 1)).isEqualTo("330");
        as("shop").get(ORDERS + yen).then().body("paymentStatus", equalTo("PARTIALLY_REFUNDED")).body("fulfillmentStatus",
                equalTo("UNFULFILLED"));
        assertThat(paidBack(yen, 3, 1, 0, 0, 1)).isEqualTo("330");
        as("shop").get(ORDERS + yen).then().body("paymentStatus", equalTo("REFUNDED"))
                .body("fulfillmentStatus", equalTo("RETURNED")).body("refundedTotal.amount", equalTo("989"));

        String dollars = order("USD", "10.00", "0.00", "90.00", "60.00", "30.00", "10.00");
        assertThat(paidBack(dollars, 2, 1, 0, 1)).isEqualTo("27.00");
        assertThat(paidBack(dollars, 1, 1, 1)).isEqualTo("54.00");
        assertThat(paidBack(dollars, 3, 1, 0, 0, 1)).isEqualTo("9.00");
    }

    @Test
    void leadsFromTheWishToTheMoneyAndTheShelf() {
        String product = product("10.00", 5);
        Buyer shopper = Buyer.shopper();
        String order = shopper.receives(product, 3);
        assertThat(Shop.available(product)).isEqualTo(2);
        shopper.post("/orders/" + order + "/returns", "{\"lines\":[{\"lineNo\":1,\"requestedQty\":4,\"reason\":\"OTHER\"}]}")
                .then().statusCode(422).body("code", equalTo("return-exceeds-ordered")).body("returnable", equalTo(3));
        String id = shopper.post("/orders/" + order + "/returns", """
                {"lines":[{"lineNo":1,"requestedQty":3,"reason":"DEFECTIVE"}],"comment":"They leak."}""").then()
                .statusCode(201).header("ETag", equalTo("\"1\"")).header("Location", containsString("/api/v1/b2c/returns/"))
                .body("status", equalTo("REQUESTED")).body("lines[0].productId", equalTo(product))
                .body("lines[0].receivedQty", nullValue()).body("refundTotal", nullValue()).extract().path("id");
        shopper.post("/orders/" + order + "/returns", pieces(1)).then().statusCode(422).body("returnable", equalTo(0));

        receive(id, 1, 3, "RESALEABLE").then().statusCode(409).body("code", equalTo("illegal-return-status"));
        posting("support", "").post(RETURNS + id + "/approve").then().statusCode(428);
        posting("support", "").header("If-Match", "\"7\"").post(RETURNS + id + "/approve").then().statusCode(412);
        step("support", id, "approve", "").then().statusCode(200).header("ETag", equalTo("\"2\""));
        shopper.post("/returns/" + id + "/send", "").then().statusCode(428);
        step("support", id, "send", "").then().statusCode(200).body("status", equalTo("IN_TRANSIT"));
        step("support", id, "receive", "{\"lines\":[{\"lineNo\":1,\"receivedQty\":1,\"condition\":\"NEW\"}]}").then()
                .statusCode(400);
        receive(id, 1, 1, null).then().statusCode(422).body("errors[0].pointer", equalTo("/lines/0/condition"));
        receive(id, 1, 2, "RESALEABLE").then().statusCode(200).body("refundTotal.amount", equalTo("20.00"));
        assertThat(Shop.available(product)).isEqualTo(4);
        as("shop").get(Api.PREFIX + "/stock-levels/" + product + "/movements").then().body("items[0].type",
                equalTo("ADJUSTED")).body("items[0].reason", equalTo("RETURNED")).body("items[0].orderId", equalTo(order));

        as("finance").body("{}").contentType("application/json").post(RETURNS + id + "/refund").then().statusCode(400)
                .body("code", equalTo("idempotency-key-required"));
        refund(id).then().statusCode(200).body("status", equalTo("REFUNDED")).body("version", equalTo(5));
        refund(id).then().statusCode(409).body("code", equalTo("illegal-return-status"));
        shopper.get("/orders/" + order).then().body("refundedTotal.amount", equalTo("20.00"))
                .body("fulfillmentStatus", equalTo("DELIVERED"))
                .body("payments[0].transactions[1].reference", equalTo("return:" + id));
        shopper.post("/orders/" + order + "/returns", pieces(1)).then().statusCode(201);
    }

    @Test
    void keepsAnothersReturnsOutOfSight() {
        String product = product("10.00");
        Buyer owner = Buyer.shopper();
        Buyer other = Buyer.shopper();
        other.get("/customers/me").then().statusCode(200);
        String order = owner.receives(product, 2);
        other.post("/orders/" + order + "/returns", pieces(1)).then().statusCode(404);
        Buyer.guest().post("/orders/" + order + "/returns", pieces(1)).then().statusCode(403);
        posting("marketing", pieces(1)).post(ORDERS + order + "/returns").then().statusCode(403);
        String id = owner.post("/orders/" + order + "/returns", pieces(1)).then().statusCode(201).extract().path("id");

        owner.get("/returns/" + id).then().statusCode(200);
        owner.get("/returns").then().body("items.id", contains(id));
        owner.get("/returns/count").then().body("count", equalTo(1));
        other.get("/returns/" + id).then().statusCode(404);
        other.get("/returns?orderId=" + order).then().body("items", hasSize(0));
        as("sales").get(RETURNS + id).then().statusCode(403);
        given().auth().oauth2(other.token()).contentType("application/json")
                .header("If-Match", "\"1\"").body("{}").post(RETURNS + id + "/cancel").then().statusCode(404);
        given().auth().oauth2(owner.token()).header("If-Match", "\"1\"")
                .post(RETURNS + id + "/approve").then().statusCode(403);
        given().auth().oauth2(owner.token()).contentType("application/json")
                .header("If-Match", "\"1\"").body("{}").post(RETURNS + id + "/cancel").then().statusCode(200)
                .body("status", equalTo("CANCELLED"));
        owner.post("/orders/" + order + "/returns", pieces(2)).then().statusCode(201);

        as("analyst").get(RETURNS.replaceAll("/$", "") + "?orderId=" + order + "&status=CANCELLED").then()
                .body("items.id", contains(id));
        as("analyst").get(RETURNS + "count?orderId=" + order).then().body("count", equalTo(2));
        as("analyst").get(RETURNS.replaceAll("/$", "") + "?orderId=" + order + "&limit=1").then().body("nextCursor",
                not(nullValue()));
        as("analyst").get(RETURNS.replaceAll("/$", "") + "?state=OPEN").then().statusCode(400)
                .body("code", equalTo("unknown-parameter"));
    }

    @Test
    void returnsTheLastPieceOnceHoweverManyAskForIt() throws Exception {
        String order = Buyer.shopper().receives(product("10.00"), 3);
        requested(order, 2);
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(() -> request(order, 1));
        }
        List<Response> replies = together(requests);

        assertThat(replies).filteredOn(reply -> reply.statusCode() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.statusCode() != 201).hasSize(19)
                .allSatisfy(reply -> reply.then().statusCode(422).body("code", equalTo("return-exceeds-ordered")));
        assertThat(Shop.number("SELECT sum(claimed_qty) FROM order_return_line WHERE order_id = ?", UUID.fromString(order)))
                .isEqualTo(3);
    }

    @Test
    void paysBackOnceHoweverOftenItIsSent() throws Exception {
        String order = newPaidOrder("30.00");
        String id = requested(order, 1);
        step("support", id, "approve", "").then().statusCode(200);
        receive(id, 1, 1, "UNUSABLE").then().statusCode(200);
        List<Callable<Response>> refunds = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            refunds.add(() -> refund(id));
        }
        assertThat(together(refunds)).filteredOn(reply -> reply.statusCode() == 200).hasSize(1);
        as("shop").get(ORDERS + order).then().body("refundedTotal.amount", equalTo("30.00"));
    }

    @Test
    void paysBackOutOfAllPaymentsAndNoMoreThanTheyStillHave() {
        String order = newOrder(newCustomer(), "30.00");
        pay(order, "10.00", "USD");
        pay(order, "20.00", "USD");
        String id = requested(order, 1);
        step("support", id, "approve", "").then().statusCode(200);
        receive(id, 1, 1, "UNUSABLE").then().statusCode(200);
        refund(id).then().statusCode(200);
        as("shop").get(ORDERS + order).then().body("refundableTotal.amount", equalTo("0.00"))
                .body("payments.transactions.flatten().findAll { it.type == 'REFUND' }.amount.amount",
                        contains("10.00", "20.00"));

        String refunded = newPaidOrder("30.00");
        posting("support", amount("5.00")).post(ORDERS + refunded + "/refunds").then().statusCode(201);
        String late = requested(refunded, 1);
        step("support", late, "approve", "").then().statusCode(200);
        receive(late, 1, 1, "UNUSABLE").then().statusCode(200);
        refund(late).then().statusCode(422).body("code", equalTo("refund-exceeds-captured"))
                .body("refundable", equalTo("25.00"));
        as("support").get(RETURNS + late).then().body("status", equalTo("RECEIVED"));
        step("support", late, "close", "{\"reason\":\"He was given 5.00 before\"}").then().statusCode(200)
                .body("status", equalTo("CLOSED"));
    }

    @Test
    void refusesReturnsOfWhatWasNeverSold() {
        String unpaid = newOrder(newCustomer(), "30.00");
        request(unpaid, 1).then().statusCode(409).body("code", equalTo("order-not-returnable"));
        String cancelled = newPaidOrder("30.00");
        String id = requested(cancelled, 1);
        posting("shop", "{}").post(ORDERS + cancelled + "/cancel").then().statusCode(200);
        request(cancelled, 1).then().statusCode(409);
        step("support", id, "approve", "").then().statusCode(409).body("code", equalTo("order-not-returnable"));
        step("support", id, "reject", "{}").then().statusCode(422).body("errors[0].pointer", equalTo("/reason"));
        step("support", id, "reject", "{\"reason\":\"The order is cancelled\"}").then().statusCode(200);
        request(UUID.randomUUID().toString(), 1).then().statusCode(404);

        String order = newPaidOrder("30.00");
        request(order, 0, 1).then().statusCode(422).body("code", equalTo("unknown-line"));
        request(order).then().statusCode(422).body("errors[0].pointer", equalTo("/lines"));
        posting("support", "{\"lines\":[{\"lineNo\":1,\"requestedQty\":1,\"reason\":\"DAMAGED\",\"condition\":\"UNUSABLE\"}]}")
                .post(ORDERS + order + "/returns").then().statusCode(400).body("code", equalTo("unknown-field"));
        posting("support", "{\"lines\":[{\"requestedQty\":0}]}").post(ORDERS + order + "/returns").then().statusCode(422)
                .body("errors.pointer", contains("/lines/0/lineNo", "/lines/0/reason", "/lines/0/requestedQty"));
        posting("support", pieces(1)).header("If-Match", "\"9\"").post(ORDERS + order + "/returns").then().statusCode(412);
    }

    @Test
    void endsTheRightToReviewOnceALineIsPaidBackInFull() {
        String product = product("10.00");
        Buyer shopper = Buyer.shopper();
        String order = shopper.checkout(shopper.post("/carts", """
                {"lines":[{"productId":"%s","quantity":2},{"productId":"%s","quantity":1}]}""".formatted(product,
                product("1.00"))).then().statusCode(201).extract().path("id")).then().statusCode(201).extract().path("id");
        Shop.deliver(order);
        int line = as("shop").get(ORDERS + order).path("lines.find { it.productId == '" + product + "' }.lineNo");

        assertThat(paidBack(order, line, 1, line == 1 ? new int[] { 1 } : new int[] { 0, 1 })).isEqualTo("10.00");
        assertThat(paidBack(order, line, 1, line == 1 ? new int[] { 1 } : new int[] { 0, 1 })).isEqualTo("10.00");
        as("shop").get(ORDERS + order).then().body("paymentStatus", equalTo("PARTIALLY_REFUNDED"));
        shopper.review(product, 1).then().statusCode(403).body("code", equalTo("review-not-eligible"));
        String other = shopper.receives(product, 2);
        assertThat(paidBack(other, 1, 1, 1)).isEqualTo("10.00");
        shopper.review(product, 4).then().statusCode(201).body("orderId", equalTo(other));
    }

    @Test
    void tellsTheFeedAndTheAuditWithoutAWord() throws SQLException {
        String order = Buyer.shopper().receives(product("10.00"), 1);
        String id = posting("support", """
                {"lines":[{"lineNo":1,"requestedQty":1,"reason":"OTHER"}],"comment":"Wayan dislikes it"}""")
                .post(ORDERS + order + "/returns").then().statusCode(201).extract().path("id");
        step("support", id, "reject", "{\"reason\":\"Wayan wore it\"}").then().statusCode(200);

        as("system").get("/feeds/return?limit=1000").then().statusCode(200)
                .body("findAll { it.subject == '" + id + "' }.entityversion", contains(1, 2))
                .body("findAll { it.subject == '" + id + "' }.type", everyItem(equalTo("tandem.return.v1")))
                .body("find { it.subject == '" + id + "' }.data.lines[0].reason", equalTo("OTHER"))
                .body("find { it.subject == '" + id + "' }.data.orderId", equalTo(order));
        assertThat(Shop.number("SELECT count(*) FROM outbox WHERE data::text LIKE '%Wayan%'")).isZero();
        assertThat(Shop.number("SELECT count(*) FROM audit WHERE after::text LIKE '%Wayan%' OR before::text LIKE '%Wayan%'"))
                .isZero();
        as("admin").queryParam("recordId", id).get(Api.PREFIX + "/audit-events").then().body("items.action",
                contains("rejected", "requested")).body("items[0].after.decision", equalTo("Wayan wore it"))
                .body("items[0].before.comment", equalTo("Wayan dislikes it"));
    }

    @Test
    void isHeldByTheDatabaseTooWhateverElseWrites() {
        String order = Buyer.shopper().receives(product("10.00"), 2);
        String id = requested(order, 2);
        String more = "INSERT INTO order_return_line (return_id, order_id, line_no, reason, requested_qty, claimed_qty)"
                + " SELECT ?, order_id, 1, 'OTHER', 1, 1 FROM order_return WHERE id = ?";
        String second = "INSERT INTO order_return (id, version, order_id, customer_id, status, occurred_at, occurred_on,"
                + " occurred_precision, source, created_at, created_by, updated_at, updated_by) SELECT ?, 1, order_id,"
                + " customer_id, 'REQUESTED', now(), current_date, 'INSTANT', 'API', now(), 'x', now(), 'x' FROM order_return"
                + " WHERE id = ?";
        UUID copy = UUID.randomUUID();
        UUID original = UUID.fromString(id);

        assertThatThrownBy(() -> {
            Shop.change(second, copy, original);
            Shop.change(more, copy, copy);
        }).isInstanceOf(SQLException.class).hasMessageContaining("more comes back than was sold");
        assertThatThrownBy(() -> Shop.change("UPDATE order_line SET quantity = 1 WHERE order_id = ?", UUID.fromString(order)))
                .isInstanceOf(SQLException.class).hasMessageContaining("more came back than is sold");
        assertThatThrownBy(() -> Shop.change("UPDATE order_return_line SET received_qty = 3, claimed_qty = 3, condition ="
                + " 'UNUSABLE' WHERE return_id = ?", original)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> Shop.change("UPDATE order_return SET status = 'REJECTED' WHERE id = ?", original))
                .isInstanceOf(SQLException.class).hasMessageContaining("order_return_refused_with_reason");
    }
}
