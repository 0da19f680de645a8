package dev.tandem.orders.checkout;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.patching;
import static dev.tandem.orders.Shop.available;
import static dev.tandem.orders.Shop.lines;
import static dev.tandem.orders.Shop.number;
import static dev.tandem.orders.Shop.product;
import static dev.tandem.orders.Shop.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Shop;
import dev.tandem.orders.Shop.Buyer;
import dev.tandem.platform.testing.OpenDoors;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class CheckoutResourceTest {

    @Test
    void letsAGuestBuyInTwoCalls() {
        String product = product("24.90", 10);
        Buyer guest = Buyer.guest();
        String cart = guest.cart(product, 2);
        guest.get("/carts/" + cart).then().statusCode(200).body("total.amount", equalTo("49.80"))
                .body("lines[0].available", equalTo(10)).body("status", equalTo("OPEN"));

        String order = guest.checkout(cart).then().statusCode(201).header("Location", startsWith("/api/v1/b2c/orders/"))
                .header("ETag", equalTo("\"1\"")).body("status", equalTo("CONFIRMED")).body("paymentStatus", equalTo("PAID"))
                .body("total.amount", equalTo("49.80")).body("channel", equalTo("WEB"))
                .body("payments[0].provider", equalTo("sandbox")).body("payments[0].state", equalTo("CAPTURED")).extract()
                .path("id");

        guest.get("/orders/" + order).then().statusCode(200).body("id", equalTo(order));
        guest.get("/carts/" + cart).then().body("status", equalTo("COMPLETED")).body("orderId", equalTo(order));
        as("shop").get("/api/v1/b2c/stock-levels/" + product).then().body("allocated", equalTo(2))
                .body("available", equalTo(8));
    }

    @Test
    void sellsTheLastPieceToOneOfFifty() throws Exception {
        String product = product("9.00", 1);
        List<Buyer> buyers = new ArrayList<>();
        List<String> carts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            buyers.add(Buyer.guest());
            carts.add(buyers.get(i).cart(product, 1));
        }
        List<Callable<Response>> checkouts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int buyer = i;
            checkouts.add(() -> buyers.get(buyer).checkout(carts.get(buyer)));
        }

        List<Response> replies = together(checkouts);

        assertThat(replies).filteredOn(reply -> reply.statusCode() == 201).hasSize(1);
        List<Response> losers = replies.stream().filter(reply -> reply.statusCode() != 201).toList();
        assertThat(losers).hasSize(49).allSatisfy(reply -> {
            reply.then().statusCode(409).body("code", equalTo("out-of-stock")).body("available", equalTo(0))
                    .body("skus", hasSize(1)).body("shortages[0].requested", equalTo(1));
        });
        UUID id = UUID.fromString(product);
        assertThat(number("SELECT on_hand - allocated FROM stock_level WHERE id = ?", id)).isZero();
        assertThat(number("SELECT count(*) FROM order_line WHERE product_id = ?", id)).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM stock_hold WHERE product_id = ?", id)).isZero();
        for (int i = 0; i < 50; i++) {
            boolean won = replies.get(i).statusCode() == 201;
            long events = number("SELECT count(*) FROM outbox WHERE kind = 'cart' AND entity_id = ?",
                    UUID.fromString(carts.get(i)));
            assertThat(events).isEqualTo(won ? 2 : 1);
            long people = number("SELECT count(*) FROM customer_login WHERE subject = ?", buyers.get(i).subject());
            assertThat(people).isEqualTo(won ? 1 : 0);
        }
    }

    @Test
    void neverDeadlocksOnCartsThatShareTheirThings() throws Exception {
        String one = product("1.00", 20);
        String two = product("1.00", 20);
        List<Callable<Response>> checkouts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Buyer buyer = Buyer.guest();
            String first = i % 2 == 0 ? one : two;
            String second = i % 2 == 0 ? two : one;
            String cart = buyer.cart(first, 1);
            buyer.post("/carts/" + cart + "/lines", "{\"productId\":\"" + second + "\",\"quantity\":1}").then().statusCode(201);
            checkouts.add(() -> buyer.checkout(cart));
        }
        assertThat(together(checkouts)).allSatisfy(reply -> assertThat(reply.statusCode()).isEqualTo(201));
        assertThat(available(one)).isZero();
        assertThat(available(two)).isZero();
    }

    @Test
    void answersADoubleClickOnce() throws Exception {
        String product = product("5.00", 10);
        Buyer guest = Buyer.guest();
        String cart = guest.cart(product, 1);
        List<Response> replies = together(List.of(() -> guest.checkout(cart, "twice", "tok"),
                () -> guest.checkout(cart, "twice", "tok")));

        assertThat(replies).anySatisfy(reply -> assertThat(reply.statusCode()).isEqualTo(201));
        assertThat(replies).allSatisfy(reply -> {
            if (reply.statusCode() != 201) {
                reply.then().statusCode(409).body("code", equalTo("request-in-progress"));
            }
        });
        Response again = guest.checkout(cart, "twice", "tok");
        again.then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
        assertThat(again.asString()).isEqualTo(replies.stream().filter(reply -> reply.statusCode() == 201).findFirst()
                .orElseThrow().asString());
        assertThat(number("SELECT count(*) FROM order_line WHERE product_id = ?", UUID.fromString(product))).isEqualTo(1);
        guest.checkout(cart, "twice", "other").then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void buysOnceFromTwoTabs() throws Exception {
        String product = product("5.00", 10);
        Buyer guest = Buyer.guest();
        String cart = guest.cart(product, 1);
        List<Response> replies = together(List.of(() -> guest.checkout(cart), () -> guest.checkout(cart)));

        String order = replies.stream().filter(reply -> reply.statusCode() == 201).findFirst().orElseThrow().path("id");
        replies.stream().filter(reply -> reply.statusCode() != 201).findFirst().orElseThrow().then().statusCode(409)
                .body("code", equalTo("cart-already-completed")).body("orderId", equalTo(order));
        guest.post("/carts/" + cart + "/lines", "{\"productId\":\"" + product + "\",\"quantity\":1}").then().statusCode(409)
                .body("code", equalTo("cart-already-completed"));
    }

    @Test
    void keepsCartAndHoldWhenThePaymentIsDeclined() throws Exception {
        String product = product("5.00", 1);
        Buyer unlucky = Buyer.guest();
        String cart = unlucky.cart(product, 1);
        unlucky.checkout(cart, "first", "declined-insufficient-funds").then().statusCode(402)
                .contentType("application/problem+json").body("code", equalTo("payment-declined"))
                .body("reason", equalTo("insufficient-funds"));
        unlucky.checkout(cart, "first", "declined-insufficient-funds").then().statusCode(402)
                .header("Idempotency-Replayed", equalTo("true"));
        assertThat(number("SELECT count(*) FROM order_line WHERE product_id = ?", UUID.fromString(product))).isZero();
        unlucky.get("/carts/" + cart).then().body("status", equalTo("OPEN")).body("version", equalTo(1))
                .body("lines[0].available", equalTo(1));

        Buyer other = Buyer.guest();
        other.checkout(other.cart(product, 1)).then().statusCode(409).body("code", equalTo("out-of-stock"));
        as("shop").get("/api/v1/b2c/stock-levels/" + product).then().body("held", equalTo(1)).body("available", equalTo(0));

        unlucky.checkout(cart).then().statusCode(201);
        assertThat(available(product)).isZero();
    }

    @Test
    void freesAnAbandonedHoldByTheClockAlone() throws Exception {
        String product = product("5.00", 1);
        Buyer gone = Buyer.guest();
        String cart = gone.cart(product, 1);
        gone.checkout(cart, "k", "declined").then().statusCode(402);
        assertThat(available(product)).isZero();

        assertThat(Shop.change("UPDATE stock_hold SET expires_at = now() - interval '1 second' WHERE cart_id = ?",
                UUID.fromString(cart))).isEqualTo(1);

        assertThat(available(product)).isEqualTo(1);
        Buyer next = Buyer.guest();
        next.checkout(next.cart(product, 1)).then().statusCode(201);
        gone.checkout(cart).then().statusCode(409).body("code", equalTo("out-of-stock"));
    }

    @Test
    void buysOnlyAtThePriceThatWasShown() {
        String product = product("5.00");
        Buyer guest = Buyer.guest();
        String cart = guest.cart(product, 2);
        patching("shop", 1, "{\"price\":{\"amount\":\"6.00\",\"currency\":\"USD\"}}").patch("/api/v1/b2c/products/" + product)
                .then().statusCode(200);

        String shown = "{\"payment\":{\"method\":\"WALLET\",\"token\":\"t\"},\"total\":{\"amount\":\"%s\",\"currency\":\"USD\"}}";
        guest.post("/carts/" + cart + "/checkout", shown.formatted("10.00")).then().statusCode(409)
                .body("code", equalTo("price-changed")).body("total.amount", equalTo("12.00"));
        guest.post("/carts/" + cart + "/checkout", shown.formatted("12.00")).then().statusCode(201);
    }

    @Test
    void refusesWhatCannotBeBought() {
        String product = product("5.00");
        Buyer guest = Buyer.guest();
        String cart = guest.post("/carts", "{}").then().statusCode(201).extract().path("id");
        guest.checkout(cart).then().statusCode(409).body("code", equalTo("cart-empty"));
        guest.post("/carts/" + cart + "/lines", "{\"productId\":\"" + product + "\",\"quantity\":1}").then().statusCode(201);
        guest.post("/carts/" + cart + "/checkout", "{}").then().statusCode(422).body("errors[0].pointer", equalTo("/payment"));
        guest.post("/carts/" + cart + "/checkout", "{\"payment\":{\"method\":\"CARD\"}}").then().statusCode(422)
                .body("errors[0].pointer", equalTo("/payment/token"));

        patching("shop", 1, "{\"status\":\"RETIRED\"}").patch("/api/v1/b2c/products/" + product).then().statusCode(200);
        guest.get("/carts/" + cart).then().body("total", nullValue()).body("lines[0].onSale", equalTo(false));
        guest.checkout(cart).then().statusCode(409).body("code", equalTo("product-not-on-sale"));
    }

    @Test
    void showsACartOnlyToItsOwner() {
        String product = product("5.00");
        Buyer owner = Buyer.guest();
        Buyer stranger = Buyer.guest();
        String cart = owner.cart(product, 1);

        stranger.get("/carts/" + cart).then().statusCode(404);
        stranger.post("/carts/" + cart + "/lines", "{\"productId\":\"" + product + "\",\"quantity\":1}").then().statusCode(404);
        stranger.patch("/carts/" + cart, 1, "{\"lines\":[]}").then().statusCode(404);
        stranger.checkout(cart).then().statusCode(404);
        stranger.get("/carts").then().body("items", hasSize(0));
        owner.get("/carts?status=OPEN").then().body("items.id", hasSize(1)).body("items[0].id", equalTo(cart));
        as("support").get("/api/v1/b2c/carts/" + cart).then().statusCode(200);
        as("analyst").get("/api/v1/b2c/carts/" + cart).then().statusCode(403);

        String order = owner.checkout(cart).then().statusCode(201).extract().path("id");
        stranger.get("/orders/" + order).then().statusCode(404);
        Buyer.shopper().get("/orders/" + order).then().statusCode(404);
        owner.get("/orders").then().statusCode(403);
        owner.get("/customers").then().statusCode(403);
    }

    @Test
    void fillsOneCartAtATime() throws Exception {
        String product = product("5.00");
        Buyer guest = Buyer.guest();
        List<Response> replies = together(List.of(() -> guest.post("/carts", lines(product, 1)),
                () -> guest.post("/carts", lines(product, 1)), () -> guest.post("/carts", lines(product, 1))));
        assertThat(replies).filteredOn(reply -> reply.statusCode() == 201).hasSize(1);
        String cart = replies.stream().filter(reply -> reply.statusCode() == 201).findFirst().orElseThrow().path("id");
        guest.post("/carts", lines(product, 1)).then().statusCode(409).body("code", equalTo("cart-already-open"))
                .body("cartId", equalTo(cart));
        guest.checkout(cart).then().statusCode(201);
        guest.post("/carts", lines(product, 1)).then().statusCode(201);
    }

    @Test
    void changesACartByItsVersion() {
        String one = product("5.00");
        String two = product("7.00");
        Buyer guest = Buyer.guest();
        String cart = guest.cart(one, 1);
        guest.patch("/carts/" + cart, 1, lines(two, 3)).then().statusCode(200).body("lines", hasSize(1))
                .body("total.amount", equalTo("21.00")).body("version", equalTo(2));
        guest.patch("/carts/" + cart, 1, lines(two, 4)).then().statusCode(412);
        guest.patch("/carts/" + cart, 2, lines(two, 0)).then().statusCode(422)
                .body("errors[0].pointer", equalTo("/lines/0/quantity"));
        guest.patch("/carts/" + cart, 2, lines(UUID.randomUUID().toString(), 1)).then().statusCode(422)
                .body("code", equalTo("unknown-reference"));
        guest.patch("/carts/" + cart, 2, "{\"total\":1}").then().statusCode(400).body("code", equalTo("unknown-field"));
    }

    @Test
    void honoursAVersionThatIsNamedWithoutNeed() {
        String product = product("5.00");
        Buyer guest = Buyer.guest();
        String cart = guest.cart(product, 1);
        String buy = "{\"payment\":{\"method\":\"CARD\",\"token\":\"tok\"}}";
        guest.post("/carts/" + cart + "/lines", "{\"productId\":\"" + product + "\",\"quantity\":1}").then().statusCode(201);

        guest.postAt("/carts/" + cart + "/checkout", 1, buy).then().statusCode(412).header("ETag", "\"2\"");
        guest.postAt("/carts/" + cart + "/lines", 1, "{\"productId\":\"" + product + "\",\"quantity\":1}").then()
                .statusCode(412);
        guest.get("/carts/" + cart).then().body("status", equalTo("OPEN")).body("version", equalTo(2));
        guest.postAt("/carts/" + cart + "/checkout", 2, buy).then().statusCode(201);
    }

    @Test
    void letsAGuestBrowseFillACartAndBuyAndNothingElse() {
        assertThat(OpenDoors.of(Buyer.guest().token())).containsExactlyInAnyOrder("GET /api/v1/b2c/products",
                "GET /api/v1/b2c/products/count", "GET /api/v1/b2c/products/{id}",
                "GET /api/v1/b2c/products/{productId}/rating-summary", "GET /api/v1/b2c/products/{productId}/reviews",
                "GET /api/v1/b2c/reviews/{id}", "GET /api/v1/b2c/carts", "GET /api/v1/b2c/carts/count",
                "GET /api/v1/b2c/carts/{id}", "POST /api/v1/b2c/carts", "PATCH /api/v1/b2c/carts/{id}",
                "POST /api/v1/b2c/carts/{id}/lines", "POST /api/v1/b2c/carts/{id}/checkout", "GET /api/v1/b2c/orders/{id}");
        assertThat(OpenDoors.of(TestTokens.ofGuests("guest", "guest", "admin")))
                .isEqualTo(OpenDoors.of(Buyer.guest().token()));
    }

    @Test
    void saysNothingOfTheOwnerInFeedAndAudit() {
        Buyer guest = Buyer.guest();
        String cart = guest.cart(product("5.00"), 1);
        String audit = as("admin").queryParam("kind", "cart").queryParam("recordId", cart).get("/api/v1/b2c/audit-events")
                .then().statusCode(200).body("items[0].action", equalTo("created")).body("items[0].after.lines", hasSize(1))
                .extract().asString();
        assertThat(audit).doesNotContain("ownerSubject");
        as("system").queryParam("limit", 1000).get("/feeds/cart").then().statusCode(200)
                .body("find { it.subject == '" + cart + "' }.data.lines[0].quantity", equalTo(1))
                .body("find { it.subject == '" + cart + "' }.data.id", notNullValue())
                .body(org.hamcrest.Matchers.not(containsString(guest.subject())));
    }
}
