package dev.tandem.orders.checkout;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Shop.product;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Shop.Buyer;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class SignInResourceTest {

    @Test
    void takesTheLargerNumberOfEachThingAsFarAsThereIsStock() {
        String s1 = product("5.00", 2);
        String s2 = product("5.00", 9);
        String s3 = product("5.00");
        Buyer guest = Buyer.guest();
        Buyer shopper = Buyer.shopper();
        String left = guest.post("/carts", cart(s1, 2, s2, 1)).then().statusCode(201).extract().path("id");
        String own = shopper.post("/carts", cart(s1, 3, s3, 1)).then().statusCode(201).extract().path("id");

        signIn(shopper, guest).then().statusCode(200).body("cartId", equalTo(own)).body("adjustments", hasSize(1))
                .body("adjustments[0].requested", equalTo(3)).body("adjustments[0].granted", equalTo(2));
        shopper.get("/carts/" + own).then().body("lines.productId", containsInAnyOrder(s1, s2, s3))
                .body("lines.find { it.productId == '" + s1 + "' }.quantity", equalTo(2))
                .body("lines.find { it.productId == '" + s2 + "' }.quantity", equalTo(1)).body("version", equalTo(2));
        guest.get("/carts/" + left).then().body("status", equalTo("MERGED"));

        signIn(shopper, guest).then().statusCode(200).body("cartId", equalTo(own)).body("adjustments", hasSize(0));
        shopper.get("/carts/" + own).then().body("version", equalTo(2));
    }

    @Test
    void makesTheGuestsOrdersThoseOfAShopperWhoWasNoCustomer() {
        Buyer guest = Buyer.guest();
        Buyer shopper = Buyer.shopper();
        String order = guest.checkout(guest.cart(product("5.00"), 1)).then().statusCode(201).extract().path("id");
        shopper.get("/orders/" + order).then().statusCode(404);

        signIn(shopper, guest).then().statusCode(200);

        shopper.get("/orders/" + order).then().statusCode(200).body("version", equalTo(1));
        guest.get("/orders/" + order).then().statusCode(404);
    }

    @Test
    void movesTheGuestsOrdersToAShopperWhoIsACustomer() {
        Buyer guest = Buyer.guest();
        Buyer shopper = Buyer.shopper();
        String customer = shopper.get("/customers/me").then().statusCode(200).extract().path("id");
        String order = guest.checkout(guest.cart(product("5.00"), 1)).then().statusCode(201).extract().path("id");

        signIn(shopper, guest).then().statusCode(200).body("orders", equalTo(1));

        shopper.get("/orders").then().body("items.id", equalTo(java.util.List.of(order)));
        as("shop").get("/api/v1/b2c/orders/" + order).then().body("customerId", equalTo(customer))
                .body("version", equalTo(2));
        signIn(shopper, guest).then().statusCode(200).body("orders", equalTo(0));
    }

    @Test
    void leavesWhatIsTheFirstShoppersToHim() {
        Buyer guest = Buyer.guest();
        Buyer first = Buyer.shopper();
        Buyer second = Buyer.shopper();
        String order = guest.checkout(guest.cart(product("5.00"), 1)).then().statusCode(201).extract().path("id");
        signIn(first, guest).then().statusCode(200);

        signIn(second, guest).then().statusCode(200).body("orders", equalTo(0));
        second.get("/orders/" + order).then().statusCode(404);
        first.get("/orders/" + order).then().statusCode(200);
    }

    @Test
    void believesOnlyATokenOfAGuest() {
        Buyer shopper = Buyer.shopper();
        shopper.post("/identify", "{\"guestToken\":\"not.a.token\"}").then().statusCode(422)
                .body("code", equalTo("invalid-guest-token"));
        signIn(shopper, Buyer.shopper()).then().statusCode(422).body("code", equalTo("invalid-guest-token"));
        Buyer guest = Buyer.guest();
        signIn(guest, Buyer.guest()).then().statusCode(403);
        shopper.post("/identify", "{}").then().statusCode(422).body("code", not(equalTo("internal-error")));
    }

    private static Response signIn(Buyer shopper, Buyer guest) {
        return shopper.post("/identify", "{\"guestToken\":\"" + guest.token() + "\"}");
    }

    private static String cart(String one, int first, String two, int second) {
        return "{\"lines\":[{\"productId\":\"" + one + "\",\"quantity\":" + first + "},{\"productId\":\"" + two
                + "\",\"quantity\":" + second + "}]}";
    }
}
