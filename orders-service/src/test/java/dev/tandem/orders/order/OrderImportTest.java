package dev.tandem.orders.order;

import static dev.tandem.orders.Http.amount;
import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import dev.tandem.orders.imports.Imports;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OrderImportTest {

    private static final Logger LOG = Logger.getLogger(OrderImportTest.class);
    private static final String ORDERS = "/api/v1/b2c/orders";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void takesInOrdersOfPeopleWhoAreKnownByNumberOnly() throws IOException {
        String system = system();
        JsonPath job = Imports.run("order", mapping(system), "text/plain", sample(), PATIENCE);
        assertThat(rows(job)).isEqualTo("6/6/0/0/0");

        var found = as("analyst").queryParam("sort", "occurredAt").queryParam("limit", 200)
                .queryParam("customerId", customer(system, "00003")).get(ORDERS).then().statusCode(200)
                .body("items", hasSize(3)).body("items.status", contains("COMPLETED", "COMPLETED", "COMPLETED"))
                .body("items.paymentStatus", contains("PAID", "PAID", "PAID"))
                .body("items[0].occurredOn", equalTo("1997-01-02")).body("items[0].precision", equalTo("DAY"))
                .body("items[0].lines[0].description", equalTo("CDs")).body("items[0].lines[0].quantity", equalTo(2))
                .body("items[0].lines[0].unitPrice", nullValue()).body("items[0].total.amount", equalTo("20.76"))
                .body("items[0].payments[0].provider", equalTo("EXTERNAL"))
                .body("items[0].payments[0].transactions[0].type", equalTo("CAPTURE"))
                .body("items[0].payments[0].transactions[0].occurredOn", equalTo("1997-01-02"))
                .body("items[0].externalIds[0].id", equalTo("00003-19970102-0"))
                .body("items[2].total.amount", equalTo("0.00")).body("items[2].payments", hasSize(0));
        assertThat(found.extract().<Integer> path("items[0].version")).isEqualTo(1);
    }

    @Test
    void changesNothingWhenTheSameFileComesAgain() throws Exception {
        String system = system();
        String mapping = mapping(system);
        Imports.run("order", mapping, "text/plain", sample(), PATIENCE);
        String before = traces(system);

        JsonPath again = Imports.run("order", mapping, "text/plain", sample(), PATIENCE);

        assertThat(rows(again)).isEqualTo("6/0/0/6/0");
        assertThat(traces(system)).isEqualTo(before);
    }

    @Test
    void correctsAnOrderAndItsCaptureWhenTheSourceDoes() throws IOException {
        String system = system();
        String mapping = mapping(system);
        Imports.run("order", mapping, "text/plain", sample(), PATIENCE);
        byte[] corrected = new String(sample(), StandardCharsets.UTF_8).replace("11.77", "12.77")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(rows(Imports.run("order", mapping, "text/plain", corrected, PATIENCE))).isEqualTo("6/0/1/5/0");
        as("analyst").queryParam("customerId", customer(system, "00001")).get(ORDERS).then()
                .body("items[0].total.amount", equalTo("12.77")).body("items[0].capturedTotal.amount", equalTo("12.77"))
                .body("items[0].version", equalTo(2)).body("items[0].paymentStatus", equalTo("PAID"));
    }

    @Test
    void keepsWhatWasRefundedHereWhenTheFileComesAgain() throws IOException {
        String system = system();
        String mapping = mapping(system);
        Imports.run("order", mapping, "text/plain", sample(), PATIENCE);
        String id = as("analyst").queryParam("customerId", customer(system, "00001")).get(ORDERS).path("items[0].id");
        posting("support", amount("10.00")).post(ORDERS + "/" + id + "/refunds").then().statusCode(201);

        assertThat(rows(Imports.run("order", mapping, "text/plain", sample(), PATIENCE))).isEqualTo("6/0/0/6/0");
        byte[] cheaper = new String(sample(), StandardCharsets.UTF_8).replace("11.77", "9.77").getBytes(StandardCharsets.UTF_8);
        JsonPath refused = Imports.run("order", mapping, "text/plain", cheaper, PATIENCE);
        assertThat(rows(refused)).isEqualTo("6/0/0/5/1");
        assertThat(Imports.errors(refused.getString("id")).getString("items[0].code")).isEqualTo("refund-exceeds-captured");
        as("analyst").get(ORDERS + "/" + id).then().body("total.amount", equalTo("11.77")).body("version", equalTo(2));
    }

    @Test
    void keepsGoodRowsBesideBadOnes() {
        String system = system();
        String json = """
                {"format":"NDJSON","externalId":{"system":"%1$s","from":"id"},"fields":{
                 "customerId":{"ref":"customer","system":"%1$s","from":"customer","onMissing":"CREATE"},
                 "occurredAt":{"from":"at"},"status":{"from":"state"},"lines.0.description":{"constant":"x"},
                 "lines.0.quantity":{"from":"pieces"},"lines.0.lineTotal":{"from":"sum","currency":"USD"},
                 "total":{"from":"total","currency":"USD"}}}""".formatted(system);
        String file = """
                {"id":"1","customer":"a","at":"2026-01-01T10:00:00Z","pieces":"1","sum":"5.00"}
                {"id":"2","customer":"a","at":"2026-01-01T10:00:00Z","pieces":"0","sum":"5.00"}
                {"id":"3","customer":"b","at":"2026-01-01T10:00:00Z","pieces":"1","sum":"5.001"}
                {"id":"4","customer":"b","at":"2026-01-01T10:00:00Z","pieces":"1","sum":"5.00","total":"6.00"}
                {"id":"5","customer":"b","at":"2026-01-01T10:00:00Z","pieces":"1","sum":"7.00","state":"CANCELLED"}
                """;
        JsonPath job = Imports.run("order", Imports.mapping(json), "application/x-ndjson",
                file.getBytes(StandardCharsets.UTF_8), PATIENCE);

        assertThat(rows(job)).isEqualTo("5/2/0/0/3");
        JsonPath errors = Imports.errors(job.getString("id"));
        assertThat(errors.getList("items.row", Integer.class)).containsExactly(2, 3, 4);
        assertThat(errors.getList("items.code")).containsExactly("out-of-range", "invalid-amount-scale", "total-mismatch");
        as("analyst").queryParam("customerId", customer(system, "b")).get(ORDERS).then().body("items", hasSize(1))
                .body("items[0].status", equalTo("CANCELLED")).body("items[0].payments", hasSize(0));
    }

    @Test
    void takesInTheWholeOfCdnowToTheCent() throws Exception {
        String folder = System.getenv("TANDEM_REAL_DATA");
        Assumptions.assumeTrue(folder != null, "TANDEM_REAL_DATA is not set: the real CDNOW file is not tried");
        byte[] file = Files.readAllBytes(Path.of(folder, "cdnow", "CDNOW_master.txt"));
        String system = system();
        Instant start = Instant.now();
        JsonPath job = Imports.run("order", mapping(system), "text/plain", file, Duration.ofMinutes(5));
        LOG.infof("%s orders in %s", job.getString("rows.created"), Duration.between(start, Instant.now()));

        assertThat(rows(job)).isEqualTo("69659/69659/0/0/0");
        assertThat(sums(system)).isEqualTo("69659 orders, 23570 customers, 250031563 captured, 69579 captures");
    }

    private static String mapping(String system) {
        return Imports.mapping("""
                {"format":"WHITESPACE","externalId":{"system":"%1$s","template":"{customer_id}-{date}-{occurrence}"},
                 "fields":{"customerId":{"ref":"customer","system":"%1$s","from":"customer_id","onMissing":"CREATE"},
                 "occurredOn":{"from":"date","date":"yyyyMMdd"},"lines.0.description":{"constant":"CDs"},
                 "lines.0.quantity":{"from":"number_of_cds"},"lines.0.lineTotal":{"from":"dollar_value","currency":"USD"}}}"""
                .formatted(system));
    }

    private static byte[] sample() throws IOException {
        try (InputStream file = OrderImportTest.class.getResourceAsStream("/cdnow-like.txt")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    private static String system() {
        return "s" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String rows(JsonPath job) {
        return job.getString("rows.read") + "/" + job.getString("rows.created") + "/" + job.getString("rows.updated") + "/"
                + job.getString("rows.unchanged") + "/" + job.getString("rows.failed");
    }

    private static String customer(String system, String id) {
        return one("SELECT record_id::text FROM external_id WHERE kind = 'customer' AND system = '" + system + "' AND id = '"
                + id + "'");
    }

    /** What a change would leave behind: versions, audit, events. */
    private static String traces(String system) {
        return one("""
                WITH mine AS (SELECT record_id FROM external_id WHERE system = '%s')
                SELECT (SELECT sum(version) FROM sales_order WHERE id IN (SELECT record_id FROM mine)) || ' versions, '
                    || (SELECT count(*) FROM audit WHERE record_id IN (SELECT record_id FROM mine)) || ' audits, '
                    || (SELECT count(*) FROM outbox WHERE entity_id IN (SELECT record_id FROM mine)) || ' events'"""
                .formatted(system));
    }

    private static String sums(String system) {
        return one(
                """
                        WITH mine AS (SELECT o.* FROM sales_order o JOIN external_id e ON e.record_id = o.id AND e.kind = 'order'
                                      WHERE e.system = '%s')
                        SELECT count(*) || ' orders, ' || count(DISTINCT customer_id) || ' customers, '
                            || (SELECT sum(t.amount_minor) || ' captured, ' || count(*) || ' captures'
                                FROM payment_transaction t JOIN payment p ON p.id = t.payment_id WHERE p.order_id IN (SELECT id FROM mine))
                        FROM mine"""
                        .formatted(system));
    }

    private static String one(String sql) {
        try (Connection connection = OwnerConnection.open();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
