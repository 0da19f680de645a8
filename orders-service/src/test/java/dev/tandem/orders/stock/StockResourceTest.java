package dev.tandem.orders.stock;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.newCustomer;
import static dev.tandem.orders.Http.posting;
import static dev.tandem.orders.Shop.adjust;
import static dev.tandem.orders.Shop.available;
import static dev.tandem.orders.Shop.move;
import static dev.tandem.orders.Shop.number;
import static dev.tandem.orders.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Shop;
import dev.tandem.orders.imports.Imports;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class StockResourceTest {

    private static final String LEVELS = "/api/v1/b2c/stock-levels/";

    @Test
    void beginsToCountAProductWithItsFirstAdjustment() {
        String product = product("5.00");
        as("shop").get(LEVELS + product).then().statusCode(404);

        adjust(product, 12, "RECEIVED").then().statusCode(201).header("Location", equalTo(LEVELS + product))
                .header("ETag", equalTo("\"1\"")).body("onHand", equalTo(12)).body("available", equalTo(12));
        adjust(product, -2, "DAMAGED").then().statusCode(201).body("onHand", equalTo(10)).body("version", equalTo(2));

        as("support").get(LEVELS + product + "/movements").then().statusCode(200)
                .body("items.onHandChange", contains(-2, 12)).body("items.reason", contains("DAMAGED", "RECEIVED"));
        as("analyst").queryParam("productId", product).get("/api/v1/b2c/stock-levels/count").then()
                .body("count", equalTo(1));
    }

    @Test
    void adjustsOnlyForAReasonAndOnlyByThoseWhoMay() {
        String product = product("5.00", 1);
        adjust(product, 0, "COUNTED").then().statusCode(422).body("errors[0].pointer", equalTo("/change"));
        adjust(UUID.randomUUID().toString(), 1, "COUNTED").then().statusCode(422).body("code", equalTo("unknown-reference"));
        posting("shop", "{\"productId\":\"" + product + "\",\"change\":1}").post("/api/v1/b2c/stock-adjustments").then()
                .statusCode(422).body("errors[0].pointer", equalTo("/reason"));
        posting("support", "{\"productId\":\"" + product + "\",\"change\":1,\"reason\":\"OTHER\"}")
                .post("/api/v1/b2c/stock-adjustments").then().statusCode(403);
        as("shopper").get(LEVELS + product).then().statusCode(403);
    }

    @Test
    void keepsPiecesForAnOrderUntilItLeavesOrComesToNothing() throws SQLException {
        String product = product("5.00", 5);
        String first = order(product, 2).then().statusCode(201).extract().path("id");
        String second = order(product, 3).then().statusCode(201).extract().path("id");
        order(product, 1).then().statusCode(409).body("code", equalTo("out-of-stock")).body("available", equalTo(0));
        adjust(product, -1, "LOST").then().statusCode(409).body("code", equalTo("stock-below-allocated"))
                .body("allocated", equalTo(5));

        posting("shop", "{}").post("/api/v1/b2c/orders/" + first + "/cancel").then().statusCode(200);
        assertThat(available(product)).isEqualTo(2);
        posting("shop", "{\"method\":\"CARD\",\"amount\":{\"amount\":\"15.00\",\"currency\":\"USD\"}}")
                .post("/api/v1/b2c/orders/" + second + "/payments").then().statusCode(201);
        Shop.deliver(second);

        as("shop").get(LEVELS + product).then().body("onHand", equalTo(2)).body("allocated", equalTo(0))
                .body("available", equalTo(2));
        as("shop").get(LEVELS + product + "/movements").then().body("items.type",
                contains("SHIPPED", "RELEASED", "ALLOCATED", "ALLOCATED", "ADJUSTED"));
        assertThat(number("SELECT sum(on_hand_change) FROM stock_movement WHERE product_id = ?", UUID.fromString(product)))
                .isEqualTo(2);
        assertThat(number("SELECT sum(allocated_change) FROM stock_movement WHERE product_id = ?", UUID.fromString(product)))
                .isZero();
        move(second, "CANCELLED").then().statusCode(422);
    }

    @Test
    void freesThePiecesOfADeletedOrderAndTakesThemAgainWhenItIsRestored() {
        String product = product("5.00", 1);
        String order = order(product, 1).then().statusCode(201).extract().path("id");
        String tag = as("admin").header("If-Match", "\"1\"").delete("/api/v1/b2c/orders/" + order).then().statusCode(204)
                .extract().header("ETag");
        assertThat(available(product)).isEqualTo(1);

        String other = order(product, 1).then().statusCode(201).extract().path("id");
        posting("admin", "").header("If-Match", tag).post("/api/v1/b2c/orders/" + order + "/restore").then().statusCode(409)
                .body("code", equalTo("out-of-stock"));
        posting("shop", "{}").post("/api/v1/b2c/orders/" + other + "/cancel").then().statusCode(200);
        posting("admin", "").header("If-Match", tag).post("/api/v1/b2c/orders/" + order + "/restore").then().statusCode(200);
        assertThat(available(product)).isZero();
    }

    @Test
    void isRefusedByTheDatabaseWhateverTheApplicationDoes() {
        String product = product("5.00", 1);
        assertThatThrownBy(() -> Shop.change("UPDATE stock_level SET allocated = 2 WHERE id = ?", UUID.fromString(product)))
                .isInstanceOf(SQLException.class).hasMessageContaining("stock_level_never_oversold");
    }

    @Test
    void takesInACountOfTheShelvesAndChangesNothingTheSecondTime() {
        String counted = product("5.00", 3);
        String uncounted = product("5.00");
        String file = "productId,onHand\n" + counted + ",7\n" + uncounted + ",0\n" + UUID.randomUUID() + ",1\n";

        var first = Imports.run("stock-level", null, "text/csv", file.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(60));
        assertThat(first.getInt("rows.updated")).isEqualTo(1);
        assertThat(first.getInt("rows.created")).isEqualTo(1);
        assertThat(first.getInt("rows.failed")).isEqualTo(1);
        assertThat(available(counted)).isEqualTo(7);
        assertThat(available(uncounted)).isZero();

        var again = Imports.run("stock-level", null, "text/csv", file.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(60));
        assertThat(again.getInt("rows.unchanged")).isEqualTo(2);
        as("shop").get(LEVELS + counted).then().body("version", equalTo(2));
    }

    private static Response order(String product, int quantity) {
        return posting("shop", "{\"customerId\":\"" + newCustomer() + "\",\"lines\":[{\"productId\":\"" + product
                + "\",\"quantity\":" + quantity + "}]}").post("/api/v1/b2c/orders");
    }
}
