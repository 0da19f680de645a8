package dev.tandem.orders;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Shop.Buyer;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What this service is for, told once from the shelf to the stars, each step by the role that would take it. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OrdersStoryTest {

    @Test
    void aGuestBecomesACustomerWhoSaysWhatHeThinks() {
        String serum = Shop.product("24.90", 3);
        Buyer guest = Buyer.guest();

        // He looks around, and buys two in two calls.
        guest.get("/products?limit=200").then().statusCode(200).body("items.id", hasItem(serum));
        guest.get("/products/" + serum + "/rating-summary").then().body("count", equalTo(0));
        String cart = guest.cart(serum, 2);
        String order = guest.checkout(cart).then().statusCode(201).body("paymentStatus", equalTo("PAID")).extract().path("id");
        assertThat(Shop.available(serum)).isEqualTo(1);

        // The shop sends it; what was promised has left the shelf.
        Shop.deliver(order);
        as("shop").get(Api.PREFIX + "/stock-levels/" + serum).then().body("onHand", equalTo(1)).body("allocated", equalTo(0));

        // He signs in, and finds his order.
        Buyer shopper = Buyer.shopper();
        shopper.post("/identify", "{\"guestToken\":\"" + guest.token() + "\"}").then().statusCode(200);
        shopper.get("/orders").then().statusCode(200).body("items.id", contains(order))
                .body("items[0].status", equalTo("COMPLETED"));

        // He writes a review; a moderator lets it through; now everybody reads it and the stars count.
        String review = shopper.post("/reviews", "{\"productId\":\"" + serum
                + "\",\"rating\":4,\"title\":\"Calm skin\",\"body\":\"In a week.\"}").then().statusCode(201)
                .body("state", equalTo("PENDING")).extract().path("id");
        Buyer.guest().get("/reviews/" + review).then().statusCode(404);
        as("support").get(Api.PREFIX + "/reviews?state=PENDING&productId=" + serum).then().body("items.id", contains(review));
        Shop.moderate("support", review, 1, "APPROVED", null).then().statusCode(200);
        Buyer visitor = Buyer.guest();
        visitor.get("/products/" + serum + "/reviews").then().body("items.title", contains("Calm skin"));
        visitor.get("/products/" + serum + "/rating-summary").then().body("count", equalTo(1)).body("sum", equalTo(4))
                .body("average", equalTo("4.0000")).body("distribution.'4'", equalTo(1));

        // One of the two was broken: he gets half his money back, and no more than was taken.
        posting("support", Http.amount("24.90")).post(Api.PREFIX + "/orders/" + order + "/refunds").then().statusCode(201)
                .body("paymentStatus", equalTo("PARTIALLY_REFUNDED"));
        posting("support", Http.amount("24.91")).post(Api.PREFIX + "/orders/" + order + "/refunds").then().statusCode(422)
                .body("code", equalTo("refund-exceeds-captured")).body("refundable", equalTo("24.90"));
        Shop.adjust(serum, 1, "RETURNED").then().statusCode(201).body("available", equalTo(2));

        // All of it is in the feeds, as far as it is anybody's business.
        as("system").get("/feeds/order?limit=1000").then().body("findAll { it.subject == '" + order + "' }[-1].data.status",
                equalTo("COMPLETED"));
        as("system").get("/feeds/review?limit=1000").then().body("findAll { it.subject == '" + review + "' }.data.state",
                contains("PENDING", "APPROVED"));
    }
}
