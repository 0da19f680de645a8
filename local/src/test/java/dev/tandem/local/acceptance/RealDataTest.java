package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.imports.ApiClient;

/**
 * Real files in at the front door, true figures out at the front door. Services are killed while the files go in, so every
 * figure below also says that a kill changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfEnvironmentVariable(named = "TANDEM_REAL_DATA", matches = ".+", disabledReason = "TANDEM_REAL_DATA names no folder of real data; DemoDataTest uses the demo data instead")
class RealDataTest {
    private static final Path DATA = Path.of(System.getenv().getOrDefault("TANDEM_REAL_DATA", "nowhere"));
    private static final int ORDERS = 69_659;
    private static final int DEALS = 8_800;

    private RunningSuite suite;
    private DealFile deals;
    private String beforeImport;

    @BeforeAll
    void load(@TempDir Path folder) throws Exception {
        deals = DealFile.read(DATA.resolve("crm-pipeline"));
        suite = new RunningSuite(folder.resolve("home"));
        beforeImport = java.time.Instant.now().toString();
        Process up = suite.start("up", "--empty", "--data", DATA.toString(), "--detach");
        Thread.ofVirtual().start(this::killServicesWhileTheOrdersGoIn);
        String text = new String(up.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        System.out.println(text);
        assertThat(up.waitFor()).as(text).isZero();
    }

    private void killServicesWhileTheOrdersGoIn() {
        RunningSuite.await(Duration.ofMinutes(10), () -> suite.launcherSaid("order          running"));
        suite.piece("metrics").destroyForcibly();
        suite.piece("orders").destroyForcibly();
        RunningSuite.await(Duration.ofMinutes(2), () -> suite.runs("metrics") && suite.runs("orders"));
        RunningSuite.await(Duration.ofMinutes(5),
                () -> suite.launcherSaid("Waiting for the figures") || suite.launcherSaid("%,d rows:".formatted(ORDERS)));
        suite.piece("metrics").destroyForcibly();
    }

    @AfterAll
    void stop() {
        if (suite != null) {
            suite.close();
        }
    }

    private Kpi analyst() {
        return new Kpi(suite.as("analyst"));
    }

    @Test
    @Order(1)
    void keepsEveryRow() {
        assertThat(job("b2b", "opportunity").path("rows").path("read").asInt()).isEqualTo(DEALS);
        assertThat(job("b2b", "opportunity").path("rows").path("created").asInt()).isEqualTo(DEALS);
        assertThat(job("b2c", "order").path("rows").path("created").asInt()).isEqualTo(ORDERS);
        for (String service : List.of("b2b", "b2c")) {
            for (JsonNode job : suite.get("admin", "/api/v1/" + service + "/imports").path("items")) {
                assertThat(job.path("state").asText()).isEqualTo("COMPLETED");
                assertThat(job.path("rows").path("failed").asInt()).isZero();
            }
        }
        assertThat(suite.launcherSaid("metrics ended with 137")).isTrue();
        assertThat(suite.launcherSaid("orders ended with 137")).isTrue();
    }

    private JsonNode job(String service, String kind) {
        return suite.get("admin", "/api/v1/" + service + "/imports?kind=" + kind).path("items").get(0);
    }

    @Test
    @Order(2)
    void keepsTheHierarchyAndTheDealsWithoutAnAccount() {
        assertThat(suite.get("admin", "/api/v1/b2b/opportunities/count?accountId=null").path("count").asInt())
                .isEqualTo(1425);
        assertThat(suite.get("admin", "/api/v1/b2b/accounts/count").path("count").asInt()).isEqualTo(85);
        assertThat(suite.get("admin", "/api/v1/b2b/accounts/count?parentAccountId=null").path("count").asInt())
                .isEqualTo(70);
    }

    @Test
    @Order(3)
    void givesTheFiguresOfTheDeals() {
        Kpi kpi = analyst();
        assertThat(kpi.value("B2B/win_rate", Kpi.DEALS)).isEqualTo("63.1501");
        assertThat(kpi.values("B2B/win_rate", "from=2017-01-01&to=2018-01-01&grain=quarter")).containsExactly("82.0711",
                "61.7126", "61.4069", "60.2519");
        assertThat(kpi.value("B2B/won_amount", Kpi.DEALS)).isEqualTo("10005534.00");
        assertThat(kpi.value("B2B/asp", Kpi.DEALS)).isEqualTo("2360.9094");
        JsonNode opened = kpi.only("B2B/opportunity_to_won", Kpi.DEALS);
        assertThat(opened.path("value").asText()).isEqualTo("51.0602");
        assertThat(opened.path("numerator").asText()).isEqualTo("4238");
        assertThat(opened.path("denominator").asText()).isEqualTo("8300");
        assertThat(kpi.value("B2B/sales_cycle_days", Kpi.DEALS)).isEqualTo("51.7820");
        assertThat(kpi.value("B2B/sales_cycle_days", Kpi.DEALS + "&stat=median")).isEqualTo("57.0000");
        assertThat(kpi.value("B2B/sales_cycle_days", Kpi.DEALS + "&stat=max")).isEqualTo("138.0000");
        JsonNode open = kpi.only("B2B/pipeline_value", Kpi.DEALS);
        assertThat(open.path("value").asText()).isEqualTo("0.00");
        assertThat(open.path("undated").asInt()).isEqualTo(2089);
    }

    @Test
    @Order(4)
    void givesEveryGroupOfOneOrTwoDimensionsAsTheFilesDo() {
        List<String> names = List.of("industry", "product", "region", "manager", "owner");
        for (int i = 0; i < names.size(); i++) {
            compareGroups(List.of(names.get(i)));
            for (int j = i + 1; j < names.size(); j++) {
                compareGroups(List.of(names.get(i), names.get(j)));
            }
        }
    }

    private void compareGroups(List<String> dimensions) {
        Map<List<String>, JsonNode> rates = analyst().groups("B2B/win_rate", Kpi.DEALS, dimensions);
        Map<List<String>, DealFile.Wins> expected = deals.winsBy(dimensions);
        assertThat(rates.keySet()).as("by %s", dimensions).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((group, wins) -> {
            assertThat(rates.get(group).path("value").asText()).as("%s", group).isEqualTo(wins.rate());
            assertThat(rates.get(group).path("denominator").asLong()).as("%s", group).isEqualTo(wins.closed());
        });
        Map<List<String>, JsonNode> amounts = analyst().groups("B2B/won_amount", Kpi.DEALS, dimensions);
        deals.wonBy(dimensions).forEach((group, amount) -> assertThat(Kpi.number(amounts.get(group).path("value")))
                .as("%s", group).isEqualByComparingTo(amount));
    }

    @Test
    @Order(5)
    void filtersAsItGroups() {
        DealFile.Wins east = deals.wins(deal -> "East".equals(deal.dimensions().get("region"))
                && "retail".equals(deal.dimensions().get("industry")));
        assertThat(analyst().value("B2B/win_rate",
                Kpi.DEALS + "&filter%5Bregion%5D=East&filter%5Bindustry%5D=retail")).isEqualTo(east.rate());
    }

    @Test
    @Order(6)
    void showsSalesPeopleTheirOwnAndManagersTheirBranch() {
        DealFile.Wins branch = deals.wins(deal -> deal.dimensions().get("manager").equals("Dustin Brinkmann"));
        DealFile.Wins own = deals.wins(deal -> deal.dimensions().get("owner").equals("Moses Frase"));
        Kpi manager = new Kpi(suite.as("Dustin Brinkmann", "sales-manager"));
        Kpi seller = new Kpi(suite.as("Moses Frase", "sales"));
        assertThat(manager.value("B2B/win_rate", Kpi.DEALS)).isEqualTo(branch.rate());
        assertThat(seller.value("B2B/win_rate", Kpi.DEALS)).isEqualTo(own.rate());
        assertThat(manager.groups("B2B/win_rate", Kpi.DEALS, List.of("owner"))).hasSize(5);
        assertThat(seller.groups("B2B/win_rate", Kpi.DEALS, List.of("industry"))).isNotEmpty();
        String two = "/api/v1/metrics/kpis/B2B/win_rate?" + Kpi.DEALS + "&by=industry,product";
        assertThat(seller.caller().get(two).json().path("code").asText()).isEqualTo("too-many-dimensions");
        assertThat(new Kpi(suite.as("sales")).value("B2B/win_rate", Kpi.DEALS)).isNull();
        assertThat(seller.caller().get("/api/v1/metrics/kpis/B2C/aov?" + Kpi.ORDERS).status()).isEqualTo(403);
        assertThat(suite.as("shopper").get("/api/v1/metrics/kpis/B2C/aov?" + Kpi.ORDERS).status()).isEqualTo(403);
    }

    @Test
    @Order(7)
    void givesTheFiguresOfTheOrders() {
        Kpi kpi = analyst();
        assertThat(kpi.value("B2C/orders", Kpi.ORDERS)).isEqualTo("69659");
        assertThat(kpi.value("B2C/revenue", Kpi.ORDERS)).isEqualTo("2500315.63");
        assertThat(kpi.value("B2C/aov", Kpi.ORDERS)).isEqualTo("35.8936");
        assertThat(kpi.value("B2C/repeat_rate", Kpi.ORDERS)).isEqualTo("49.4782");
        JsonNode again = kpi.only("B2C/repurchase_60d", Kpi.ORDERS);
        assertThat(again.path("value").asText()).isEqualTo("26.0289");
        assertThat(again.path("numerator").asText()).isEqualTo("6135");
        assertThat(again.path("denominator").asText()).isEqualTo("23570");
        assertThat(kpi.values("B2C/orders", Kpi.ORDERS + "&grain=month")).hasSize(18).startsWith("8928");
        assertThat(kpi.values("B2C/revenue", Kpi.ORDERS + "&grain=month")).startsWith("299060.17");
    }

    @Test
    @Order(8)
    void followsTheCustomersOfAMonth() {
        JsonNode cohort = suite.get("analyst", "/api/v1/metrics/cohorts/customers?" + Kpi.ORDERS + "&grain=month&periods=7")
                .path("cohorts").get(0);
        assertThat(cohort.path("period").asText()).isEqualTo("1997-01");
        assertThat(cohort.path("size").asInt()).isEqualTo(7846);
        assertThat(cohort.path("active")).extracting(JsonNode::asInt).containsExactly(7846, 1157, 964, 810, 679, 736,
                720);
    }

    @Test
    @Order(9)
    void explainsEachFigureDownToItsRows() {
        Kpi kpi = analyst();
        Kpi.Explained wins = kpi.explain("B2B/win_rate", Kpi.DEALS + "&period=2016-01-01/2018-01-01");
        assertThat(wins.items()).isEqualTo(wins.count()).isEqualTo(6711);
        assertThat(wins.numerator()).isEqualByComparingTo("4238");
        assertThat(wins.denominator()).isEqualByComparingTo("6711");
        Kpi.Explained amount = kpi.explain("B2B/won_amount", Kpi.DEALS + "&period=2016-01-01/2018-01-01");
        assertThat(amount.numerator()).isEqualByComparingTo("10005534.00");
        explainsTheRevenueMonthByMonth(kpi);
        JsonNode first = wins.firstPage().path("items").get(0);
        assertThat(suite.get("admin", first.path("href").asText()).path("id").asText())
                .isEqualTo(first.path("id").asText());
        assertThat(suite.as("Moses Frase", "sales").get("/api/v1/metrics/kpis/B2B/win_rate/explain?" + Kpi.DEALS
                + "&period=2016-01-01/2018-01-01&limit=1").json().path("hidden").path("count").asLong()).isZero();
    }

    private void explainsTheRevenueMonthByMonth(Kpi kpi) {
        long rows = 0;
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode month : kpi.series("B2C/revenue", Kpi.ORDERS + "&grain=month").path("series")) {
            Kpi.Explained explained = kpi.explain("B2C/revenue",
                    Kpi.ORDERS + "&grain=month&period=" + month.path("period").asText());
            assertThat(explained.items()).isEqualTo(explained.count());
            assertThat(explained.numerator()).isEqualByComparingTo(Kpi.number(month.path("value")));
            rows += explained.items();
            sum = sum.add(explained.numerator());
        }
        assertThat(rows).isEqualTo(69_579);
        assertThat(sum).isEqualByComparingTo("2500315.63");
        JsonNode all = suite.get("analyst",
                "/api/v1/metrics/kpis/B2C/revenue/explain?" + Kpi.ORDERS + "&period=1997-01-01/1998-07-01&limit=1");
        assertThat(all.path("count").asInt()).isEqualTo(69_579);
    }

    @Test
    @Order(10)
    void knowsNothingBeforeTheImport() {
        String then = "&asOf=" + Kpi.encode(beforeImport);
        assertThat(analyst().value("B2C/orders", Kpi.ORDERS + then)).isEqualTo("0");
        assertThat(analyst().value("B2B/won_amount", Kpi.DEALS + then)).isEqualTo("0.00");
        assertThat(analyst().value("B2B/win_rate", Kpi.DEALS + then)).isNull();
        String now = "&asOf=" + Kpi.encode(java.time.Instant.now().toString());
        assertThat(analyst().value("B2B/win_rate", Kpi.DEALS + now)).isEqualTo("63.1501");
        assertThat(analyst().value("B2C/revenue", Kpi.ORDERS + now)).isEqualTo("2500315.63");
    }

    @Test
    @Order(11)
    void repliesWithATagThatHoldsUntilSomethingChanges() {
        String path = "/api/v1/metrics/kpis/B2B/win_rate?" + Kpi.DEALS;
        ApiClient.Reply first = suite.as("analyst").get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(suite.as("analyst").send("GET", path, null, Map.of("If-None-Match", tag)).status()).isIn(304, 200);
    }

    @Test
    @Order(12)
    @Tag("all")
    void importingEverythingAgainChangesNothing() throws SQLException {
        Ledger before = Ledger.of(suite);

        RunningSuite.Output again = suite.tandem("import", DATA.toString());

        assertThat(again.code()).isZero();
        assertThat(job("b2b", "opportunity").path("rows").path("unchanged").asInt()).isEqualTo(DEALS);
        assertThat(job("b2c", "order").path("rows").path("unchanged").asInt()).isEqualTo(ORDERS);
        assertThat(Ledger.of(suite)).isEqualTo(before);
        givesTheFiguresOfTheDeals();
        givesTheFiguresOfTheOrders();
    }

    @Test
    @Order(13)
    void namesRowsThatDoNotFitAndTakesThemMended() throws IOException {
        String mapping = Files.readString(RunningSuite.CHECKOUT
                .resolve("docs/examples/imports/crm-pipeline/opportunities.mapping.json"))
                .replace("\"map\": { \"GTXPro\": \"GTX Pro\" },", "");
        put("/api/v1/b2b/import-mappings/unmended", mapping);
        String file = Files.readString(DATA.resolve("crm-pipeline/sales_pipeline.csv"));

        JsonNode job = send("opportunity", "unmended", file);

        assertThat(job.path("rows").path("failed").asInt()).isEqualTo(1480);
        assertThat(job.path("rows").path("unchanged").asInt()).isEqualTo(DEALS - 1480);
        String path = "/api/v1/b2b/imports/" + job.path("id").asText();
        JsonNode error = suite.get("admin", path + "/errors?limit=1").path("items").get(0);
        assertThat(error.path("row").asInt()).isEqualTo(2);
        assertThat(error.path("field").asText()).isEqualTo("lines.0.productId");
        assertThat(error.path("value").asText()).isEqualTo("GTXPro");
        assertThat(error.path("code").asText()).isEqualTo("unknown-reference");

        String failed = suite.as("admin").get(path + "/failed-rows").text();
        assertThat(failed.lines()).hasSize(1481);
        JsonNode mended = send("opportunity", "unmended", failed.replace("GTXPro", "GTX Pro"));
        assertThat(mended.path("rows").path("unchanged").asInt()).isEqualTo(1480);
        assertThat(mended.path("rows").path("failed").asInt()).isZero();
    }

    @Test
    @Order(14)
    void namesAnIndustryThatIsNotOnTheList() throws IOException {
        String mapping = Files
                .readString(RunningSuite.CHECKOUT.resolve("docs/examples/imports/crm-pipeline/accounts.mapping.json"))
                .replace(", \"map\": { \"technolgy\": \"technology\" }", "");
        put("/api/v1/b2b/import-mappings/unmended-accounts", mapping);

        JsonNode job = send("account", "unmended-accounts", Files.readString(DATA.resolve("crm-pipeline/accounts.csv")));

        assertThat(job.path("rows").path("failed").asInt()).isEqualTo(12);
        JsonNode error = suite.get("admin", "/api/v1/b2b/imports/" + job.path("id").asText() + "/errors").path("items")
                .get(0);
        assertThat(error.path("row").asInt()).isEqualTo(1);
        assertThat(error.path("field").asText()).isEqualTo("industry");
        assertThat(error.path("value").asText()).isEqualTo("technolgy");
        assertThat(error.path("code").asText()).isEqualTo("unknown-industry");
    }

    @Test
    @Order(15)
    @Tag("all")
    void aRebuildComesToTheSameHash() {
        JsonNode before = suite.get("analyst", "/api/v1/metrics/hashes").path("items");
        ApiClient.Reply started = suite.as("admin").send("POST", "/api/v1/metrics/rebuilds",
                HttpRequest.BodyPublishers.noBody(), Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        String path = "/api/v1/metrics/rebuilds/" + started.json().path("id").asText();

        RunningSuite.await(Duration.ofMinutes(10),
                () -> !suite.get("admin", path).path("state").asText().equals("BUILDING"));

        assertThat(suite.get("admin", path).path("state").asText()).isEqualTo("ACTIVE");
        assertThat(before).isNotEmpty();
        assertThat(suite.get("analyst", "/api/v1/metrics/hashes").path("items")).isEqualTo(before);
        givesTheFiguresOfTheDeals();
        givesTheFiguresOfTheOrders();
    }

    @Test
    @Order(16)
    @Tag("all")
    void losesNothingWhenEverythingIsKilled() throws SQLException {
        Ledger before = Ledger.of(suite);
        suite.killAll();

        RunningSuite.Output up = suite.tandem("up", "--detach");

        assertThat(up.code()).as(up.text()).isZero();
        assertThat(Ledger.of(suite)).isEqualTo(before);
        givesTheFiguresOfTheDeals();
        givesTheFiguresOfTheOrders();
    }

    @Test
    @Order(17)
    @Tag("all")
    void isBackWithItsDataAfterACleanStop() {
        assertThat(suite.tandem("down").code()).isZero();
        assertThat(suite.tandem("up", "--detach").code()).isZero();
        assertThat(analyst().value("B2C/revenue", Kpi.ORDERS)).isEqualTo("2500315.63");
    }

    private void put(String path, String json) {
        ApiClient.Reply reply = suite.as("admin").send("PUT", path, HttpRequest.BodyPublishers.ofString(json),
                Map.of("Content-Type", "application/json"));
        assertThat(reply.isSuccess()).as(reply.text()).isTrue();
    }

    private JsonNode send(String kind, String mapping, String file) {
        ApiClient.Reply accepted = suite.as("admin").send("POST",
                "/api/v1/b2b/imports/" + kind + "?mode=upsert&mapping=" + mapping,
                HttpRequest.BodyPublishers.ofString(file),
                Map.of("Content-Type", "text/csv", "Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        String path = accepted.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]*", "");
        RunningSuite.await(Duration.ofMinutes(2),
                () -> suite.get("admin", path).path("state").asText().equals("COMPLETED"));
        return suite.get("admin", path);
    }
}
