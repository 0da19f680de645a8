package dev.tandem.orders.imports;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.posting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.orders.Api;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** Every kind comes out as a file that comes back unchanged, whatever its records say. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ExportRoundTripTest {

    private static final String EXPORTS = Api.PREFIX + "/exports/";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> NASTY = List.of("=HYPERLINK(\"http://x\")", "+1", "-5", "@SUM(A1)", "'=1", "'t Hooft",
            "say \"hi\", or;\nnot\r\n", "ünïcödé 漢字 🧴", "\ttab");
    private static final String DROPPED = "dropped" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");

    private static boolean filled;

    @BeforeAll
    static void forgetFilled() {
        filled = false;
    }

    private static void fill() {
        if (filled) {
            return;
        }
        filled = true;
        for (String text : NASTY) {
            String json = quoted(text);
            String customer = posting("shop", "{\"givenName\":" + json + ",\"familyName\":" + json + "}")
                    .post(Api.PREFIX + "/customers").then().statusCode(201).extract().path("id");
            posting("shop", """
                    {"sku":%s,"name":%s,"kind":"DIGITAL","status":"DRAFT","price":{"amount":"0.10","currency":"USD"}}"""
                    .formatted(quoted(text + UUID.randomUUID()), json)).post(Api.PREFIX + "/products").then().statusCode(201);
            posting("shop", """
                    {"customerId":"%s","lines":[{"description":%s,"quantity":2,"unitPrice":{"amount":"3","currency":"JPY"},
                    "lineTotal":{"amount":"5","currency":"JPY"}},{"description":"b","quantity":1,
                    "lineTotal":{"amount":"0","currency":"JPY"}}],"discountTotal":{"amount":"1","currency":"JPY"}}"""
                    .formatted(customer, json)).post(Api.PREFIX + "/orders").then().statusCode(201);
        }
        posting("shop", "{\"email\":\"" + UUID.randomUUID() + "@example.com\",\"phone\":\"+628123456789\",\"birthYear\":1991,"
                + "\"country\":\"ID\",\"locale\":\"id-ID\",\"externalIds\":[{\"system\":\"a\",\"id\":" + quoted("=" + UUID
                        .randomUUID())
                + "},{\"system\":\"b\",\"id\":\"" + UUID.randomUUID() + "\"}]}")
                .post(Api.PREFIX + "/customers").then().statusCode(201);
        String dropped = posting("shop", "{\"givenName\":\"" + DROPPED + "\"}").post(Api.PREFIX + "/customers").path("id");
        as("admin").header("If-Match", "\"1\"").delete(Api.PREFIX + "/customers/" + dropped).then().statusCode(204);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
                .replace("\t", "\\t") + "\"";
    }

    @ParameterizedTest
    @CsvSource({ "customer,csv", "customer,ndjson", "product,csv", "product,ndjson", "order,csv", "order,ndjson", "review,csv",
            "review,ndjson", "stock-level,csv", "stock-level,ndjson" })
    void findsEveryRowUnchanged(String kind, String format) throws SQLException {
        fill();
        byte[] file = as("admin").get(EXPORTS + kind + "?format=" + format).then().statusCode(200)
                .header("Content-Disposition", containsString(kind + "." + format)).extract().asByteArray();
        String before = traces();

        JsonPath job = Imports.run(kind, null, format.equals("csv") ? "text/csv" : "application/x-ndjson", file, PATIENCE);

        assertThat(job.getInt("rows.failed")).as(() -> Imports.errors(job.getString("id")).prettify()).isZero();
        assertThat(job.getInt("rows.unchanged")).isEqualTo(job.getInt("rows.read"));
        assertThat(traces()).isEqualTo(before);
        assertThat(new String(file, UTF_8)).doesNotContain(DROPPED);
    }

    @Test
    void writesNoCellThatWouldBeAFormula() {
        fill();
        for (String kind : List.of("customer", "product", "order")) {
            String file = as("admin").get(EXPORTS + kind).then().statusCode(200).extract().asString();
            assertThat(file).doesNotContainPattern("(^|[,\\n])\"?[=+@\\t]").doesNotContainPattern("(^|[,\\n])\"?-(?!\\d)");
        }
        assertThat(as("admin").get(EXPORTS + "customer").asString()).contains("'=HYPERLINK", ",'+628123456789,", ",'-5,",
                ",''=1,", ",'t Hooft,");
    }

    @Test
    void letsThoseExportWhoMayImport() {
        as("shop").get(EXPORTS + "order").then().statusCode(200);
        as("marketing").get(EXPORTS + "customer").then().statusCode(200);
        as("marketing").get(EXPORTS + "order").then().statusCode(403);
        as("shopper").get(EXPORTS + "customer").then().statusCode(403);
        as("analyst").get(EXPORTS + "customer").then().statusCode(403);
    }

    /** What a change would leave behind. */
    private static String traces() throws SQLException {
        try (Connection connection = OwnerConnection.open();
                ResultSet row = connection.createStatement().executeQuery("""
                        SELECT (SELECT count(*) FROM audit) || ' audits, ' || (SELECT count(*) FROM outbox) || ' events, '
                            || (SELECT sum(version) FROM customer) || ' ' || (SELECT sum(version) FROM product) || ' '
                            || (SELECT sum(version) FROM sales_order) || ' versions'""")) {
            row.next();
            return row.getString(1);
        }
    }
}
