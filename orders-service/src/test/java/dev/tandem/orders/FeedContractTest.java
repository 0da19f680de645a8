package dev.tandem.orders;

import static dev.tandem.orders.Http.amount;
import static dev.tandem.orders.Http.newCustomer;
import static dev.tandem.orders.Http.newOrder;
import static dev.tandem.orders.Http.posting;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.imports.Imports;
import dev.tandem.platform.testing.ConsumedEvents;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What this service publishes is what metrics-service reads; its expectations lie in its module, as data. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class FeedContractTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void publishesWhatMetricsReads() {
        Shop.Buyer shopper = Shop.Buyer.shopper();
        String product = Shop.product("24.90");
        String order = shopper.receives(product, 2);
        posting("support", amount("10.00")).post(Api.PREFIX + "/orders/" + order + "/refunds").then().statusCode(201);
        String review = shopper.review(product, 5).then().statusCode(201).extract().path("id");
        Shop.moderate("support", review, 1, "APPROVED", null).then().statusCode(200);
        posting("shop", "{}").post(Api.PREFIX + "/orders/" + newOrder(newCustomer(), "5.00") + "/cancel").then()
                .statusCode(200);
        imported(product);

        for (String kind : new String[] { "customer", "product", "order", "review" }) {
            Eventually.within(PATIENCE, () -> assertThat(
                    ConsumedEvents.broken(ConsumedEvents.ofMetrics("orders", kind), ConsumedEvents.served(kind))).isEmpty());
        }
    }

    @Test
    void tellsNoNameNoAddressAndNoWord() {
        String canary = "canary-" + UUID.randomUUID();
        Shop.Buyer shopper = Shop.Buyer.shopper();
        String me = shopper.get("/customers/me").then().statusCode(200).extract().path("id");
        shopper.patch("/customers/" + me, 1, """
                {"givenName":"%1$s","familyName":"%1$s","email":"%1$s@example.com","phone":"+628123450001"}"""
                .formatted(canary)).then().statusCode(200);
        String product = posting("shop", "{\"sku\":\"SKU-" + UUID.randomUUID() + "\",\"name\":\"" + canary
                + "\",\"price\":{\"amount\":\"5.00\",\"currency\":\"USD\"}}").post(Api.PREFIX + "/products").then()
                .statusCode(201)
                .extract().path("id");
        Shop.adjust(product, 9, "RECEIVED").then().statusCode(201);
        String order = shopper.receives(product, 1);
        shopper.post("/reviews",
                "{\"productId\":\"" + product + "\",\"rating\":5,\"title\":\"" + canary + "\",\"body\":\"" + canary
                        + "\"}")
                .then().statusCode(201);
        shopper.post("/orders/" + order + "/returns", "{\"lines\":[{\"lineNo\":1,\"requestedQty\":1,\"reason\":\"OTHER\"}],"
                + "\"comment\":\"" + canary + "\"}").then().statusCode(201);
        posting("shop",
                """
                        {"customerId":"%s","lines":[{"description":"%s","quantity":1,"lineTotal":{"amount":"1.00","currency":"USD"}}]}"""
                        .formatted(me, canary))
                .post(Api.PREFIX + "/orders").then().statusCode(201);

        for (String kind : new String[] { "customer", "product", "order", "return", "stock-level", "cart", "review" }) {
            Eventually.within(PATIENCE, () -> assertThat(ConsumedEvents.served(kind)).as(kind).isNotEmpty().allSatisfy(
                    event -> assertThat(event.toString()).doesNotContain(canary).doesNotContain("+628123450001")));
        }
    }

    /** The same kinds as they come from files: with names of another system, by the day, of people known by number only. */
    private static void imported(String product) {
        String system = "old-" + UUID.randomUUID();
        String customer = posting("shop", "{\"country\":\"ID\",\"externalIds\":[{\"system\":\"" + system + "\",\"id\":\"1\"}]}")
                .post(Api.PREFIX + "/customers").then().statusCode(201).extract().path("id");
        posting("shop", """
                {"sku":"%1$s","name":"Serum","externalIds":[{"system":"%1$s","id":"1"}]}""".formatted(system))
                .post(Api.PREFIX + "/products").then().statusCode(201);
        run("order", """
                {"format":"CSV","externalId":{"system":"%s","from":"id"},"fields":{"customerId":{"from":"customer"},
                 "orderNo":{"from":"id"},"occurredOn":{"from":"day"},"country":{"constant":"ID"},
                 "lines.0.productId":{"from":"product"},"lines.0.quantity":{"constant":"1"},
                 "lines.0.lineTotal":{"constant":"24.90","currency":"USD"}}}""".formatted(system),
                "id,customer,product,day\n" + UUID.randomUUID() + "," + customer + "," + product + ",2025-03-01\n");
        run("review", """
                {"format":"CSV","externalId":{"system":"%s","from":"id"},"fields":{"productId":{"from":"product"},
                 "customerId":{"from":"customer"},"rating":{"constant":"4"},"occurredOn":{"from":"day"}}}""".formatted(system),
                "id,customer,product,day\n1," + customer + "," + product + ",2025-03-01\n");
    }

    private static void run(String kind, String mapping, String file) {
        var job = Imports.run(kind, Imports.mapping(mapping), "text/csv", file.getBytes(StandardCharsets.UTF_8), PATIENCE);
        assertThat(job.getInt("rows.created")).as(kind).isEqualTo(1);
    }
}
