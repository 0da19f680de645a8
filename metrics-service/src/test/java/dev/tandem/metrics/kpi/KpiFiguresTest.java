package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiFiguresTest extends FilledEngine {

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
    void figuresOfTodayNeedNoLog() {
        engine.forgetTheLog();
        assertThat(in2017("analyst", B2B + "won_amount").getString("series[0].value")).isEqualTo("1600.00");
        assertThat(in2017("analyst", B2B + "won_amount", "by", "region,industry", "grain", "week").getList("series"))
                .hasSize(3);
        assertThat(in2017("analyst", B2B + "won_amount", "asOf", NOW.toString()).getString("series[0].value"))
                .isEqualTo("0.00");
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
