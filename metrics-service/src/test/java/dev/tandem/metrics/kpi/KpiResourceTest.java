package dev.tandem.metrics.kpi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.CustomerContributions;
import dev.tandem.metrics.contribution.DealContributions;
import dev.tandem.metrics.contribution.OrderContributions;
import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.metrics.state.SalesUserFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import dev.tandem.platform.time.Precision;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiResourceTest {

    private static final UUID BOSS = new UUID(1, 1);
    private static final UUID SELLER = new UUID(1, 2);
    private static final UUID OTHER = new UUID(1, 3);
    private static final UUID PUMP = new UUID(2, 1);
    private static final UUID SERVICE = new UUID(2, 2);
    private static final Instant IMPORTED = Instant.parse("2026-01-10T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
    private static final String B2B = "/api/v1/metrics/kpis/B2B/";
    private static final String B2C = "/api/v1/metrics/kpis/B2C/";

    @Inject
    AgroalDataSource database;

    private EngineRows engine;

    @BeforeEach
    void fillTheEngine() {
        engine = new EngineRows(database);
        engine.record("accounts/sales-user", BOSS, "{\"username\":\"sales-manager\"}");
        engine.record("accounts/sales-user", SELLER, "{\"username\":\"sales\",\"managerId\":\"" + BOSS + "\"}");
        engine.record("accounts/sales-user", OTHER, "{\"username\":\"sales2\"}");
        engine.record("accounts/product", PUMP, "{\"sku\":\"PUMP-1\"}");
        engine.record("accounts/product", SERVICE, "{\"sku\":\"CARE\"}");
        importDeal(1, SELLER, "software", "2016-12-01", "2017-01-10", "1000.00");
        importDeal(2, SELLER, "software", "2016-12-01", "2017-02-10", null);
        importDeal(3, OTHER, "retail", "2016-12-21", "2017-01-31", "500.01");
        importDeal(4, OTHER, null, "2017-02-01", "2017-04-02", "99.99");
        importDeal(5, SELLER, "retail", "2017-03-01", null, null);
        engine.readTo(500, NOW);
    }

    @AfterEach
    void leaveTheEngineAsItWas() {
        engine.close();
    }

    /** A closed deal with an amount is won, one without is lost. */
    private List<Contribution> deal(int number, UUID owner, String industry, String opened, String closed,
            String amount) {
        UUID id = new UUID(7, number);
        LocalDate closedOn = closed == null ? null : LocalDate.parse(closed);
        Money money = amount == null ? null : Money.of(amount, "USD");
        List<OpportunityFact.Line> lines = money == null ? null
                : List.of(new OpportunityFact.Line(1, PUMP, Money.of("3.00", "USD")),
                        new OpportunityFact.Line(2, SERVICE, Money.of("1.00", "USD")));
        OpportunityFact fact = new OpportunityFact(null, owner, "web", money, closed != null, money != null, null,
                LocalDate.parse(opened), Precision.DAY, false, null, closedOn, Precision.DAY, null, lines, "D-" + number,
                "IMPORT");
        return DealContributions.of(id, fact, new AccountFact(industry, "ID", null, null),
                new SalesUserFact(null, owner.equals(SELLER) ? BOSS : null, "East", null, null, null), ZoneOffset.UTC);
    }

    private void importDeal(int number, UUID owner, String industry, String opened, String closed, String amount) {
        engine.record("accounts/opportunity", new UUID(7, number), "{\"externalId\":\"D-" + number + "\"}");
        engine.apply(IMPORTED, true, List.of(), deal(number, owner, industry, opened, closed, amount));
    }

    private static Response ask(String role, String path, Object... parameters) {
        var request = given().auth().oauth2(TestTokens.of(role));
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(String.valueOf(parameters[i]), parameters[i + 1]);
        }
        return request.get(path);
    }

    private static JsonPath in2017(String role, String path, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of("from", "2017-01-01", "to", "2018-01-01"));
        all.addAll(List.of(parameters));
        Response response = ask(role, path, all.toArray());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    private static String refusal(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        return response.jsonPath().getString("code");
    }

    @Test
    void answersWithTheFigureAndWhatItRestsOn() {
        JsonPath reply = in2017("analyst", B2B + "win_rate");
        assertThat(reply.getString("series[0].value")).isEqualTo("75.0000");
        assertThat(reply.getString("series[0].numerator")).isEqualTo("3");
        assertThat(reply.getString("series[0].denominator")).isEqualTo("4");
        assertThat(reply.getString("series[0].period")).isEqualTo("2017-01-01/2018-01-01");
        assertThat(reply.getString("series[0].state")).isEqualTo("SETTLED");
        assertThat(reply.getString("completeThrough")).isEqualTo("2026-01-31T08:00:00Z");
        assertThat(reply.getString("asOf")).isEqualTo("2026-01-31T08:00:00Z");
        assertThat(reply.getMap("positions")).containsKey("accounts/opportunity").hasSize(6);
        assertThat(reply.getMap("series[0]")).containsKeys("reason", "dimensions", "band").doesNotContainKey("undated");
    }

    @Test
    void everyMetricOfTheModelAnswers() {
        assertThat(in2017("analyst", B2B + "won_amount").getString("series[0].value")).isEqualTo("1600.00");
        assertThat(in2017("analyst", B2B + "asp").getString("series[0].value")).isEqualTo("533.3333");
        assertThat(in2017("analyst", B2B + "asp").getString("currency")).isEqualTo("USD");
        assertThat(in2017("analyst", B2B + "sales_cycle_days").getString("series[0].value")).isEqualTo("47.0000");
        assertThat(in2017("analyst", B2B + "sales_cycle_days", "stat", "median").getString("series[0].value"))
                .isEqualTo("41.0000");
        assertThat(in2017("analyst", B2B + "sales_cycle_days", "stat", "max").getString("series[0].value"))
                .isEqualTo("60.0000");
        assertThat(in2017("analyst", B2B + "opportunity_to_won").getString("series[0].value")).isEqualTo("50.0000");
        JsonPath pipeline = in2017("analyst", B2B + "pipeline_value");
        assertThat(pipeline.getString("series[0].value")).isEqualTo("0.00");
        assertThat(pipeline.getInt("series[0].undated")).isEqualTo(1);
        assertThat(pipeline.getInt("series[0].unpriced")).isEqualTo(1);
    }

    @Test
    void monthsAndEdgeDaysComeToTheSameAsTheLog() {
        for (String grain : List.of("total", "day", "week", "month", "quarter", "year", "fiscal-quarter")) {
            for (String id : List.of("won_amount", "win_rate", "sales_cycle_days")) {
                Map<String, Object> now = shape("from", "2017-01-10", "to", "2017-04-03", "grain", grain, id);
                Map<String, Object> then = shape("from", "2017-01-10", "to", "2017-04-03", "grain", grain, id, "asOf",
                        NOW.toString());
                assertThat(then).as(grain + " " + id).isEqualTo(now);
            }
        }
    }

    private static Map<String, Object> shape(Object... parameters) {
        List<Object> all = new ArrayList<>(List.of(parameters));
        String id = String.valueOf(all.remove(6));
        JsonPath reply = ask("analyst", B2B + id, all.toArray()).jsonPath();
        Map<String, Object> shape = new HashMap<>();
        shape.put("periods", reply.getList("series.period"));
        shape.put("values", reply.getList("series.value"));
        assertThat(reply.getList("series")).isNotEmpty();
        return shape;
    }

    @Test
    void groupsCarryTheNamesThatReadersKnow() {
        JsonPath owners = in2017("analyst", B2B + "win_rate", "by", "owner");
        assertThat(owners.getList("series.dimensions.owner")).containsExactly("sales", "sales2");
        assertThat(owners.getString("series[0].dimensionIds.owner")).isEqualTo(SELLER.toString());
        assertThat(owners.getList("series.value")).containsExactly("50.0000", "100.0000");
        JsonPath industries = in2017("analyst", B2B + "won_amount", "by", "industry");
        assertThat(industries.getList("series.dimensions.industry")).containsExactly("retail", "software", null);
        assertThat(in2017("analyst", B2B + "won_amount", "by", "owner,industry", "filter[owner]", "sales2")
                .getList("series.value")).containsExactly("500.01", "99.99");
        assertThat(in2017("analyst", B2B + "won_amount", "filter[industry]", "").getString("series[0].value"))
                .isEqualTo("99.99");
        assertThat(in2017("analyst", B2B + "won_amount", "filter[owner]", "nobody").getString("series[0].value"))
                .isEqualTo("0.00");
    }

    @Test
    void productsSplitTheAmountAndSumToTheTotal() {
        JsonPath products = in2017("analyst", B2B + "won_amount", "by", "product");
        assertThat(products.getList("series.dimensions.product")).containsExactly("CARE", "PUMP-1");
        assertThat(products.getList("series.value")).containsExactly("400.00", "1200.00");
        assertThat(in2017("analyst", B2B + "win_rate", "by", "product").getList("series.denominator"))
                .containsExactly("3", "1");
    }

    @Test
    void sellersSeeTheirOwnDealsAndManagersTheirBranch() {
        assertThat(in2017("sales", B2B + "win_rate").getString("series[0].value")).isEqualTo("50.0000");
        assertThat(in2017("sales-manager", B2B + "win_rate").getString("series[0].value")).isEqualTo("50.0000");
        assertThat(in2017("sales-manager", B2B + "won_amount", "by", "owner").getList("series.dimensions.owner"))
                .containsExactly("sales");
        assertThat(in2017("sales", B2B + "won_amount", "filter[owner]", "sales2").getString("series[0].value"))
                .isEqualTo("0.00");
        String stranger = TestTokens.token("x", "stranger", "sales");
        JsonPath none = given().auth().oauth2(stranger).queryParam("from", "2017-01-01").queryParam("to", "2018-01-01")
                .get(B2B + "win_rate").jsonPath();
        assertThat(none.getString("series[0].value")).isNull();
        assertThat(none.getString("series[0].reason")).isEqualTo("no_data");
        assertThat(refusal(ask("sales", B2B + "win_rate", "from", "2017-01-01", "to", "2018-01-01", "by",
                "industry,region"), 400)).isEqualTo("too-many-dimensions");
    }

    @Test
    void eachModelIsForThoseWhoWorkInIt() {
        assertThat(refusal(ask("shop", B2B + "win_rate", "from", "2017-01-01", "to", "2018-01-01"), 403))
                .isEqualTo("forbidden");
        assertThat(refusal(ask("sales", B2C + "orders", "from", "2017-01-01", "to", "2018-01-01"), 403))
                .isEqualTo("forbidden");
        for (String role : List.of("shopper", "guest", "system", "customer-success")) {
            assertThat(ask(role, B2B + "win_rate", "from", "2017-01-01", "to", "2018-01-01").statusCode())
                    .isEqualTo(403);
        }
        assertThat(given().get(B2B + "win_rate").statusCode()).isEqualTo(401);
    }

    @Test
    void anIdOfTheOtherModelIsABadRequestAndOneOfNeitherIsUnknown() {
        assertThat(refusal(ask("analyst", B2B + "aov", "from", "2017-01-01", "to", "2018-01-01"), 400))
                .isEqualTo("mixed-model");
        assertThat(refusal(ask("analyst", B2B + "nothing", "from", "2017-01-01", "to", "2018-01-01"), 404))
                .isEqualTo("not-found");
        assertThat(refusal(ask("analyst", B2B + "mrr", "from", "2017-01-01", "to", "2018-01-01"), 404))
                .isEqualTo("kpi-not-available");
    }

    @Test
    void refusesParametersThatItDoesNotKnow() {
        assertThat(refusal(ask("analyst", B2B + "win_rate"), 400)).isEqualTo("missing-parameter");
        assertThat(refusal(ask("analyst", B2B + "win_rate", "from", "2017-01-01", "to", "2018-01-01", "colour", "red"),
                400)).isEqualTo("unknown-parameter");
        assertThat(refusal(ask("analyst", B2B + "won_amount", "from", "2017-01-01", "to", "2018-01-01", "currency",
                "IDR"), 400)).isEqualTo("unknown-currency");
        assertThat(refusal(ask("analyst", B2B + "win_rate", "from", "01.01.2017", "to", "2018-01-01"), 400))
                .isEqualTo("invalid-parameter");
    }

    @Test
    void anInstantBeforeTheImportKnowsNothing() {
        String before = IMPORTED.minusSeconds(1).toString();
        assertThat(in2017("analyst", B2B + "won_amount", "asOf", before).getString("series[0].value"))
                .isEqualTo("0.00");
        assertThat(in2017("analyst", B2B + "win_rate", "asOf", before).getString("series[0].value")).isNull();
        assertThat(in2017("analyst", B2B + "win_rate", "asOf", IMPORTED.toString()).getString("series[0].value"))
                .isEqualTo("75.0000");
    }

    @Test
    void aCorrectionRestatesItsPeriodAndIsSeenOnlySinceItIsKnown() {
        Instant corrected = NOW.minusSeconds(600);
        engine.apply(corrected, false, deal(1, SELLER, "software", "2016-12-01", "2017-01-10", "1000.00"),
                deal(1, SELLER, "software", "2016-12-01", "2017-01-10", "1200.00"));
        JsonPath months = in2017("analyst", B2B + "won_amount", "grain", "month");
        assertThat(months.getString("series[0].value")).isEqualTo("1700.01");
        assertThat(months.getList("series.state").subList(0, 3)).isEqualTo(List.of("RESTATED", "SETTLED", "SETTLED"));
        JsonPath before = in2017("analyst", B2B + "won_amount", "grain", "month", "asOf",
                corrected.minusSeconds(1).toString());
        assertThat(before.getString("series[0].value")).isEqualTo("1500.01");
        assertThat(before.getString("series[0].state")).isEqualTo("SETTLED");
        JsonPath rows = in2017("analyst", B2B + "won_amount/explain", "grain", "month", "period", "2017-01");
        assertThat(rows.getList("items.value")).containsExactly("1200.00", "500.01");
    }

    @Test
    void theEntityTagHoldsUntilSomethingCouldHaveChanged() {
        Response first = ask("analyst", B2B + "win_rate", "from", "2017-01-01", "to", "2018-01-01");
        String tag = first.header("ETag");
        assertThat(first.header("Cache-Control")).isEqualTo("private");
        assertThat(again("analyst", tag).statusCode()).isEqualTo(304);
        assertThat(again("sales", tag).statusCode()).isEqualTo(200);
        engine.readTo(501, NOW);
        assertThat(again("analyst", tag).statusCode()).isEqualTo(200);
    }

    private static Response again(String role, String tag) {
        return given().auth().oauth2(TestTokens.of(role)).header("If-None-Match", tag).queryParam("from", "2017-01-01")
                .queryParam("to", "2018-01-01").get(B2B + "win_rate");
    }

    @Test
    void waitsForAPositionThatIsNotReachedYet() {
        assertThat(in2017("analyst", B2B + "win_rate", "minPosition", feedPosition("accounts", 499)).getList("series"))
                .hasSize(1);
        assertThat(in2017("analyst", B2B + "win_rate", "minPosition", feedPosition("orders", 900)).getList("series"))
                .hasSize(1);
        Response late = ask("analyst", B2B + "win_rate", "from", "2017-01-01", "to", "2018-01-01", "minPosition",
                feedPosition("accounts", 500));
        assertThat(refusal(late, 503)).isEqualTo("overloaded");
        assertThat(late.header("Retry-After")).isNotNull();
    }

    private static String feedPosition(String service, long xid) {
        return service + ":" + Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(12).putInt(1).putLong(xid).array());
    }

    @Test
    void figuresOfTodayNeedNoLog() {
        engine.forgetTheLog();
        assertThat(in2017("analyst", B2B + "won_amount").getString("series[0].value")).isEqualTo("1600.00");
        assertThat(in2017("analyst", B2B + "won_amount", "by", "region,industry", "grain", "week").getList("series"))
                .hasSize(3);
        assertThat(in2017("analyst", B2B + "won_amount", "asOf", NOW.toString()).getString("series[0].value"))
                .isEqualTo("0.00");
    }

    @Test
    void explainListsTheDealsPageByPage() {
        List<Object> ids = new ArrayList<>();
        String cursor = null;
        do {
            List<Object> parameters = new ArrayList<>(List.of("limit", 3));
            if (cursor != null) {
                parameters.addAll(List.of("cursor", cursor));
            }
            JsonPath page = in2017("analyst", B2B + "win_rate/explain", parameters.toArray());
            assertThat(page.getString("value")).isEqualTo("75.0000");
            assertThat(page.getInt("count")).isEqualTo(4);
            assertThat(page.getInt("hidden.count")).isZero();
            ids.addAll(page.getList("items.externalId"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertThat(ids).containsExactly("D-1", "D-3", "D-2", "D-4");
        JsonPath page = in2017("analyst", B2B + "win_rate/explain");
        assertThat(page.getString("items[0].href")).isEqualTo("/api/v1/b2b/opportunities/" + new UUID(7, 1));
        assertThat(page.getString("items[0].kind")).isEqualTo("opportunity");
        assertThat(page.getList("items.numerator")).containsExactly("1", "1", "0", "1");
        assertThat(refusal(ask("analyst", B2B + "win_rate/explain", "from", "2017-01-01", "to", "2018-01-01", "cursor",
                "x"), 400)).isEqualTo("invalid-cursor");
    }

    @Test
    void explainMarksTheRowsThatDecideAMedian() {
        JsonPath rows = in2017("analyst", B2B + "sales_cycle_days/explain", "stat", "median");
        assertThat(rows.getString("value")).isEqualTo("41.0000");
        assertThat(rows.getList("items.value")).containsExactly("40.0000", "41.0000", "60.0000");
        assertThat(rows.getList("items.selected")).containsExactly(false, true, false);
    }

    @Test
    void explainShowsOneGroupAndOnePeriodAtATime() {
        JsonPath rows = in2017("analyst", B2B + "won_amount/explain", "by", "product", "filter[product]", "PUMP-1",
                "grain", "quarter", "period", "2017-Q1");
        assertThat(rows.getString("value")).isEqualTo("1125.01");
        assertThat(rows.getList("items.value")).containsExactly("750.00", "375.01");
        assertThat(refusal(ask("analyst", B2B + "won_amount/explain", "from", "2017-01-01", "to", "2018-01-01", "by",
                "product"), 400)).isEqualTo("missing-parameter");
        assertThat(refusal(ask("analyst", B2B + "won_amount/explain", "from", "2017-01-01", "to", "2018-01-01",
                "grain", "month", "period", "2019-01"), 400)).isEqualTo("unknown-period");
        assertThat(in2017("sales", B2B + "won_amount/explain").getList("items.externalId")).containsExactly("D-1");
    }

    @Test
    void consumersComeBackAndTheirRevenueIsNetOfRefunds() {
        UUID ani = new UUID(8, 1);
        UUID budi = new UUID(8, 2);
        engine.record("orders/customer", ani, "{\"externalId\":\"C-1\"}");
        order(ani, Map.of(1, "2026-01-02", 2, "2026-01-20"));
        order(budi, Map.of(3, "1997-01-05", 4, "1997-03-07", 5, "1997-03-07"));
        JsonPath orders = range("orders", "1997-01-01", "1998-01-01", "grain", "quarter");
        assertThat(orders.getList("series.value")).containsExactly("3", "0", "0", "0");
        assertThat(range("aov", "1997-01-01", "1998-01-01").getString("series[0].value")).isEqualTo("10.5000");
        assertThat(range("repeat_rate", "1997-01-01", "2027-01-01").getString("series[0].value"))
                .isEqualTo("100.0000");
        JsonPath repurchase = range("repurchase_60d", "1997-01-01", "2027-01-01");
        assertThat(repurchase.getString("series[0].value")).isEqualTo("0.0000");
        assertThat(repurchase.getString("series[0].denominator")).isEqualTo("1");
        assertThat(range("repurchase_60d", "1997-01-01", "1997-03-06").getString("series[0].value")).isNull();
        assertThat(range("repurchase_60d", "1997-01-01", "1997-03-07").getString("series[0].denominator"))
                .isEqualTo("1");
        JsonPath revenue = range("revenue/explain", "1997-01-01", "1998-01-01");
        assertThat(revenue.getString("value")).isEqualTo("29.50");
        assertThat(revenue.getInt("count")).isEqualTo(4);
        assertThat(revenue.getList("items.kind")).containsOnly("payment");
        assertThat(revenue.getList("items.value")).contains("-2.00");
        assertThat(revenue.getString("items[0].href")).startsWith("/api/v1/b2c/orders/");
        cohorts(ani);
    }

    private static void cohorts(UUID ani) {
        String path = "/api/v1/metrics/cohorts/customers";
        JsonPath table = ask("shop", path, "from", "1997-01-01", "to", "1997-03-01", "periods", 4).jsonPath();
        assertThat(table.getList("cohorts.period")).containsExactly("1997-01", "1997-02");
        assertThat(table.getList("cohorts[0].active")).containsExactly(1, 0, 1, 0);
        assertThat(table.getString("cohorts[0].retention[2]")).isEqualTo("100.0000");
        JsonPath young = ask("shop", path, "from", "2026-01-01", "to", "2026-02-01", "periods", 2).jsonPath();
        assertThat(young.getList("cohorts[0].active")).containsExactly(1, null);
        JsonPath rows = ask("shop", path + "/explain", "cohort", "2026-01", "k", 0).jsonPath();
        assertThat(rows.getString("items[0].href")).isEqualTo("/api/v1/b2c/customers/" + ani);
        assertThat(rows.getString("items[0].externalId")).isEqualTo("C-1");
        assertThat(rows.getInt("count")).isEqualTo(1);
        assertThat(ask("sales", path, "from", "1997-01-01", "to", "1997-03-01").statusCode()).isEqualTo(403);
    }

    private void order(UUID customer, Map<Integer, String> days) {
        Map<UUID, OrderFact> orders = new HashMap<>();
        days.forEach((number, day) -> {
            LocalDate on = LocalDate.parse(day);
            Instant at = on.atStartOfDay().toInstant(ZoneOffset.UTC);
            List<OrderFact.Payment> payments = new ArrayList<>(List.of(new OrderFact.Payment(new UUID(10, number),
                    "CAPTURE", "SUCCEEDED", Money.of("10.50", "USD"), at, on, Precision.DAY)));
            if (number == 4) {
                payments.add(new OrderFact.Payment(new UUID(11, number), "REFUND", "SUCCEEDED", Money.of("2.00", "USD"),
                        at, on, Precision.DAY));
            }
            OrderFact order = new OrderFact(customer, "COMPLETED", "web", "ID", at, on, Precision.DAY,
                    Money.of("10.50", "USD"), payments, "O-" + number, null, "IMPORT");
            orders.put(new UUID(9, number), order);
            engine.apply(IMPORTED, true, List.of(), OrderContributions.of(new UUID(9, number), order, ZoneOffset.UTC));
        });
        engine.apply(IMPORTED, true, List.of(), CustomerContributions.of(customer, orders, ZoneOffset.UTC));
    }

    private static JsonPath range(String id, String from, String to, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of("from", from, "to", to));
        all.addAll(List.of(parameters));
        Response response = ask("support", B2C + id, all.toArray());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    @Test
    void theCatalogueTellsEveryMetricWithItsBand() {
        JsonPath catalogue = ask("support", "/api/v1/metrics/kpis").jsonPath();
        assertThat(catalogue.getString("find { it.id == 'opportunity_to_won' }.band.low")).isEqualTo("18");
        assertThat(catalogue.getList("find { it.id == 'sales_cycle_days' }.stats"))
                .containsExactly("mean", "median", "p90", "max");
        assertThat(catalogue.getBoolean("find { it.id == 'mrr' }.available")).isFalse();
        assertThat(catalogue.getMap("find { it.id == 'win_rate' }")).containsEntry("band", null);
    }
}
