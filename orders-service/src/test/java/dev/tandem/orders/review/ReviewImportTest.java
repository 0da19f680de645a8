package dev.tandem.orders.review;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.newCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Shop;
import dev.tandem.orders.Shop.Buyer;
import dev.tandem.orders.imports.Imports;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ReviewImportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void takesInReviewsOfThePastOnce() {
        String product = Shop.product("5.00");
        String customer = newCustomer();
        String mapping = mapping();
        String file = """
                id,product,customer,order,stars,words,state,why,day
                1,%1$s,%2$s,,5,Old but gold,,,2025-03-01
                2,%1$s,%2$s,,2,,REJECTED,Spam,2025-03-02
                3,%1$s,%2$s,,9,,,,2025-03-03
                4,%1$s,%3$s,,4,,,,2025-03-04
                5,%1$s,%2$s,,4,,,,2025-03-05
                6,%1$s,%2$s,,3,,HIDDEN,,2025-03-06
                """.formatted(product, customer, UUID.randomUUID());

        JsonPath job = Imports.run("review", mapping, "text/csv", bytes(file), PATIENCE);

        assertThat(job.getInt("rows.created")).isEqualTo(3);
        assertThat(job.getInt("rows.failed")).isEqualTo(3);
        JsonPath errors = Imports.errors(job.getString("id"));
        assertThat(errors.getList("items.row", Integer.class)).containsExactly(3, 4, 6);
        assertThat(errors.getList("items.field", String.class)).containsExactly("rating", "customerId", "reason");
        as("guest").get("/api/v1/b2c/products/" + product + "/rating-summary").then().body("count", equalTo(2))
                .body("average", equalTo("4.5000"));
        as("guest").get("/api/v1/b2c/products/" + product + "/reviews").then()
                .body("items.occurredOn", contains("2025-03-05", "2025-03-01"))
                .body("items.verifiedPurchase", contains(false, false)).body("items[1].precision", equalTo("DAY"));

        JsonPath again = Imports.run("review", mapping, "text/csv", bytes(file), PATIENCE);
        assertThat(again.getInt("rows.unchanged")).isEqualTo(3);
        JsonPath changed = Imports.run("review", mapping, "text/csv", bytes(file.replace(",5,Old", ",1,Old")), PATIENCE);
        assertThat(changed.getInt("rows.updated")).isEqualTo(1);
        as("guest").get("/api/v1/b2c/products/" + product + "/rating-summary").then().body("count", equalTo(2))
                .body("sum", equalTo(5));
    }

    @Test
    void knowsAVerifiedBuyerByHisOrder() {
        String product = Shop.product("5.00");
        Buyer shopper = Buyer.shopper();
        String order = shopper.receives(product, 1);
        String customer = shopper.get("/customers/me").path("id");
        String file = """
                id,product,customer,order,stars,words,state,why,day
                1,%1$s,%2$s,%3$s,5,,,,2025-03-01
                2,%1$s,%2$s,%3$s,4,,,,2025-03-01
                3,%1$s,%4$s,%3$s,4,,,,2025-03-01
                """.formatted(product, customer, order, newCustomer());

        JsonPath job = Imports.run("review", mapping(), "text/csv", bytes(file), PATIENCE);

        assertThat(job.getInt("rows.created")).isEqualTo(1);
        assertThat(Imports.errors(job.getString("id")).getList("items.code", String.class))
                .containsExactly("review-exists", "unknown-reference");
        as("support").queryParam("orderId", order).get("/api/v1/b2c/reviews").then().body("items", hasSize(1))
                .body("items[0].verifiedPurchase", equalTo(true)).body("items[0].lineNo", equalTo(1));
        shopper.review(product, 1).then().statusCode(409);
    }

    private static byte[] bytes(String file) {
        return file.getBytes(StandardCharsets.UTF_8);
    }

    private static String mapping() {
        return Imports.mapping("""
                {"format":"CSV","externalId":{"system":"old-shop-%s","from":"id"},
                 "fields":{"productId":{"from":"product"},"customerId":{"from":"customer"},"orderId":{"from":"order"},
                           "rating":{"from":"stars"},"body":{"from":"words"},"state":{"from":"state"},
                           "reason":{"from":"why"},"occurredOn":{"from":"day"}}}""".formatted(UUID.randomUUID()));
    }
}
