package dev.tandem.orders;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Shop.Buyer;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** What was built, asked from outside: the jar, or the native binary where there is one. */
@QuarkusIntegrationTest
@WithTestResource(PostgresTestResource.class)
class OrdersServiceIT {

    @Test
    void isReadyOnItsDatabase() {
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void sellsWhatIsOnTheShelfAndNotMore() {
        String serum = Shop.product("24.90", 3);
        Buyer guest = Buyer.guest();
        guest.checkout(guest.cart(serum, 2)).then().statusCode(201).body("paymentStatus", equalTo("PAID"));
        assertThat(Shop.available(serum)).isEqualTo(1);
        Http.as("system").get("/feeds/order?limit=1000").then().statusCode(200);
    }

    @Test
    void keepsOrdersFromStrangers() {
        get(Api.PREFIX + "/orders").then().statusCode(401);
        Http.as("sales").get(Api.PREFIX + "/orders").then().statusCode(403).contentType("application/problem+json");
    }
}
