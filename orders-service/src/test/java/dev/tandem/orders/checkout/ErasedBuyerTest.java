package dev.tandem.orders.checkout;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.posting;
import static dev.tandem.orders.Shop.moderate;
import static dev.tandem.orders.Shop.number;
import static dev.tandem.orders.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Shop.Buyer;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A buyer who is forgotten takes his words with him and leaves his stars, his orders and the stock as they are. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ErasedBuyerTest {

    @Test
    void takesHisWordsAlongAndLeavesHisStars() throws SQLException {
        String product = product("5.00", 5);
        Buyer buyer = Buyer.shopper();
        String order = buyer.receives(product, 1);
        String open = buyer.cart(product, 1);
        String review = buyer.post("/reviews", "{\"productId\":\"" + product
                + "\",\"rating\":4,\"title\":\"Zeisig title\",\"body\":\"Zeisig body\"}").then().statusCode(201).extract()
                .path("id");
        moderate("support", review, 1, "APPROVED", null).then().statusCode(200);
        String customer = buyer.get("/customers/me").path("id");

        posting("admin", "").post("/api/v1/b2c/customers/" + customer + "/erasure").then().statusCode(200);

        as("guest").get("/api/v1/b2c/products/" + product + "/reviews").then().body("items.id", contains(review))
                .body("items[0].title", nullValue()).body("items[0].body", nullValue()).body("items[0].rating", equalTo(4));
        as("guest").queryParam("q", "zeisig").get("/api/v1/b2c/products/" + product + "/reviews").then()
                .body("items", hasSize(0));
        as("guest").get("/api/v1/b2c/products/" + product + "/rating-summary").then().body("average", equalTo("4.0000"));
        as("admin").queryParam("kind", "review").queryParam("recordId", review).get("/api/v1/b2c/audit-events").then()
                .statusCode(200).body(not(containsString("Zeisig")));
        as("system").queryParam("limit", 1000).get("/feeds/review").then()
                .body("findAll { it.subject == '" + review + "' }[-1].data.state", equalTo("APPROVED"));

        buyer.get("/carts").then().body("items", hasSize(0));
        buyer.get("/carts/" + open).then().statusCode(404);
        assertThat(number("SELECT count(*) FROM cart WHERE owner_subject = ?", buyer.subject())).isZero();
        as("shop").get("/api/v1/b2c/orders/" + order).then().statusCode(200).body("paymentStatus", equalTo("PAID"));
        as("shop").get("/api/v1/b2c/stock-levels/" + product).then().body("onHand", equalTo(4));
    }
}
