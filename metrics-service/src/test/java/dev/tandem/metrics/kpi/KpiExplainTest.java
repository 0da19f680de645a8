package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiExplainTest extends FilledEngine {

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
}
