package dev.tandem.orders;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class SearchTest {

    private static final String B2C = "/api/v1/b2c/";

    /** A word that no other test uses. */
    private static String word() {
        return "w" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }

    private static String create(String path, String json) {
        return posting("admin", json).post(B2C + path).then().statusCode(201).extract().path("id");
    }

    private static List<String> found(String role, String path, String q) {
        return as(role).queryParam("q", q).get(B2C + path).then().statusCode(200).extract().path("items.id");
    }

    @Test
    void findsProductsByCodeAndNameAndShowsGuestsOnlyWhatIsOnSale() {
        String word = word();
        String serum = create("products", "{\"sku\":\"SERUM-" + word + "\",\"name\":\"Crème sérum 30 ml\"}");
        String draft = create("products", "{\"sku\":\"DRAFT-" + word + "\",\"name\":\"Serum\",\"status\":\"DRAFT\"}");

        assertThat(found("guest", "products", word + " creme")).containsExactly(serum);
        assertThat(found("guest", "products", word)).containsExactly(serum);
        assertThat(found("analyst", "products", word)).containsExactlyInAnyOrder(serum, draft);
        as("guest").queryParam("q", word).get(B2C + "products/count").then().body("count", equalTo(1));
    }

    @Test
    void findsCustomersByNameAndAddressAndNobodyElsesForAShopper() {
        String word = word();
        String id = create("customers",
                "{\"givenName\":\"Sari\",\"familyName\":\"Wijaya " + word + "\",\"email\":\"sari." + word
                        + "@example.com\",\"externalIds\":[{\"system\":\"shopify\",\"id\":\"cust:" + word + "\"}]}");

        assertThat(found("support", "customers", "sari " + word)).containsExactly(id);
        assertThat(found("support", "customers", "sari." + word + "@example.com")).containsExactly(id);
        assertThat(found("support", "customers", "cust:" + word)).containsExactly(id);
        assertThat(found("shopper", "customers", word)).isEmpty();

        as("support").header("If-Match", "\"1\"").delete(B2C + "customers/" + id).then().statusCode(204);
        assertThat(found("support", "customers", word)).isEmpty();
    }

    @Test
    void findsAnOrderByItsNumberOrItsNameInAnotherSystem() {
        String word = word();
        String customer = Http.newCustomer();
        String order = create("orders", """
                {"customerId":"%s","externalIds":[{"system":"shopify","id":"#%s"}],
                 "lines":[{"description":"Serum","quantity":1,"unitPrice":{"amount":"24.90","currency":"USD"}}]}"""
                .formatted(customer, word));
        String number = as("shop").get(B2C + "orders/" + order).then().extract().path("orderNo");

        assertThat(found("shop", "orders", "#" + word)).containsExactly(order);
        as("shop").queryParam("q", number).queryParam("customerId", customer).queryParam("sort", "-occurredAt")
                .get(B2C + "orders").then().body("items.id", contains(order));
        as("shop").queryParam("q", "no" + word).get(B2C + "orders/count").then().body("count", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "'", "\"", "&|!:*()<->", ":*", "\\", "%", "';drop table customer;--", "\ud800", "🙂", "中文字", "{d}",
            "?", ":p0" })
    void takesEveryTextForWhatItIs(String q) {
        for (String kind : List.of("products", "customers", "orders")) {
            as("admin").queryParam("q", q).get(B2C + kind).then().statusCode(200);
            as("admin").queryParam("q", q).get(B2C + kind + "/count").then().statusCode(200);
        }
        as("admin").queryParam("q", "a\u0000").get(B2C + "customers").then().statusCode(400);
    }

    @Test
    void usesTheIndexesHoweverManyRowsThereAre() throws SQLException {
        String word = word();
        String common = ", id, version, source, created_at, created_by, updated_at, updated_by) select %s, gen_random_uuid(), 1, "
                + "'IMPORT', now(), 'search-test', now(), 'search-test' from generate_series(1, 12000) i";
        owner("insert into product (sku, name, kind, status"
                + common.formatted("'" + word + "' || i, md5(i::text), 'PHYSICAL', 'ACTIVE'"));
        owner("insert into customer (family_name, email, status"
                + common.formatted("'" + word + "' || i, md5(i::text) || '." + word + "@example.com', 'ACTIVE'"));
        owner("analyze product");
        owner("analyze customer");
        try {
            for (String kind : List.of("product", "customer")) {
                long before = scans(kind + "_words");
                as("admin").queryParam("q", word + "11998").get(B2C + kind + "s").then().statusCode(200).body("items",
                        hasSize(1));
                Eventually.within(Duration.ofSeconds(30), () -> {
                    as("admin").queryParam("q", word + "11999").get(B2C + kind + "s/count").then().body("count", equalTo(1));
                    assertThat(scans(kind + "_words")).isGreaterThan(before);
                });
            }
        } finally {
            owner("update product set deleted_at = now() where created_by = 'search-test'");
            owner("update customer set deleted_at = now() where created_by = 'search-test'");
        }
    }

    private static void owner(String statement) throws SQLException {
        try (Connection connection = OwnerConnection.open(); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static long scans(String index) throws SQLException {
        try (Connection connection = OwnerConnection.open();
                Statement sql = connection.createStatement();
                ResultSet row = sql
                        .executeQuery("select idx_scan from pg_stat_user_indexes where indexrelname = '" + index + "'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
