package dev.tandem.orders.product;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.patching;
import static dev.tandem.orders.Http.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.imports.Imports;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ProductResourceTest {

    private static final String PRODUCTS = "/api/v1/b2c/products";

    @Test
    void showsGuestsWhatIsOnSaleAndNothingElse() {
        String onSale = sku();
        String draft = sku();
        String visible = create(onSale, "ACTIVE");
        String hidden = create(draft, "DRAFT");

        as("guest").get(PRODUCTS + "/" + visible).then().statusCode(200).body("price.amount", equalTo("24.90"));
        as("guest").get(PRODUCTS + "/" + hidden).then().statusCode(404);
        as("guest").queryParam("sku", draft).get(PRODUCTS).then().body("items", hasSize(0));
        as("guest").queryParam("sku", onSale).get(PRODUCTS + "/count").then().body("count", equalTo(1));
        as("analyst").queryParam("sku", draft).get(PRODUCTS).then().body("items.id", contains(hidden));
        as("guest").contentType("application/json").body("{}").post(PRODUCTS).then().statusCode(403);
    }

    @Test
    void keepsSkusApart() {
        String sku = sku();
        String id = create(sku, "ACTIVE");
        posting("shop", "{\"sku\":\"" + sku + "\"}").post(PRODUCTS).then().statusCode(409).body("code", equalTo("sku-taken"));
        String other = create(sku(), "ACTIVE");
        patching("shop", 1, "{\"sku\":\"" + sku + "\"}").patch(PRODUCTS + "/" + other).then().statusCode(409);
        patching("shop", 1, "{\"sku\":null}").patch(PRODUCTS + "/" + other).then().statusCode(422).body("code",
                equalTo("required"));
        as("shop").header("If-Match", "\"1\"").delete(PRODUCTS + "/" + id).then().statusCode(204);
        patching("shop", 1, "{\"sku\":\"" + sku + "\"}").patch(PRODUCTS + "/" + other).then().statusCode(200);
    }

    @Test
    void keepsItsVersionWherePatchesSayNothingNewAndItsNamesApart() {
        String name = sku();
        String id = create(sku(), "ACTIVE");
        patching("shop", 1, "{\"kind\":null,\"externalIds\":[]}").patch(PRODUCTS + "/" + id).then().statusCode(200)
                .header("ETag", "\"1\"").body("kind", equalTo("PHYSICAL"));
        patching("shop", 1, "{\"externalIds\":[{\"system\":\"erp\",\"id\":\"" + name + "\"}]}").patch(PRODUCTS + "/" + id)
                .then()
                .statusCode(200).header("ETag", "\"2\"").body("externalIds.id", contains(name));
        String other = create(sku(), "ACTIVE");
        patching("shop", 1, "{\"externalIds\":[{\"system\":\"erp\",\"id\":\"" + name + "\"}]}").patch(PRODUCTS + "/" + other)
                .then()
                .statusCode(409).body("code", equalTo("external-id-taken"));
        as("shop").queryParam("externalId", "erp:" + name).get(PRODUCTS).then().body("items.id", contains(id));
    }

    @Test
    void givesADeletedProductBackToWhoeverKnowsItsVersion() {
        String id = create(sku(), "ACTIVE");
        as("shop").header("If-Match", "\"1\"").delete(PRODUCTS + "/" + id).then().statusCode(204).header("ETag", "\"2\"");
        as("shop").post(PRODUCTS + "/" + id + "/restore").then().statusCode(428);
        as("shop").header("If-Match", "\"2\"").post(PRODUCTS + "/" + id + "/restore").then().statusCode(200)
                .header("ETag", "\"3\"");
        as("guest").get(PRODUCTS + "/" + id).then().statusCode(200);
    }

    @Test
    void sellsNothingThatIsNotOnSale() {
        String draft = create(sku(), "DRAFT");
        String customer = dev.tandem.orders.Http.newCustomer();
        posting("shop", "{\"customerId\":\"%s\",\"lines\":[{\"productId\":\"%s\",\"quantity\":1}]}".formatted(customer, draft))
                .post("/api/v1/b2c/orders").then().statusCode(409).body("code", equalTo("product-not-on-sale"));
    }

    @Test
    void importsProductsAndSeesNoChangeTheSecondTime() {
        String system = "s" + UUID.randomUUID().toString().replace("-", "");
        String mapping = Imports.mapping("""
                {"format":"CSV","externalId":{"system":"%s","from":"sku"},"fields":{"sku":{"from":"sku"},"name":{"from":"name"},
                 "price":{"from":"price","currency":"USD"}}}""".formatted(system));
        byte[] file = ("sku,name,price\n" + sku() + ",One,10.00\n" + sku() + ",Two,\n").getBytes(StandardCharsets.UTF_8);

        assertThat(run(mapping, file).getMap("rows")).containsEntry("created", 2);
        assertThat(run(mapping, file).getMap("rows")).containsEntry("created", 0).containsEntry("unchanged", 2);
    }

    private static JsonPath run(String mapping, byte[] file) {
        return Imports.run("product", mapping, "text/csv", file, Duration.ofSeconds(30));
    }

    private static String create(String sku, String status) {
        return posting("shop", """
                {"sku":"%s","name":"Serum","status":"%s","price":{"amount":"24.90","currency":"USD"}}""".formatted(sku, status))
                .post(PRODUCTS).then().statusCode(201).extract().path("id");
    }

    private static String sku() {
        return "SKU-" + UUID.randomUUID();
    }
}
