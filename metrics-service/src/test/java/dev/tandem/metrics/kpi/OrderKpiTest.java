package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Converter;
import dev.tandem.metrics.contribution.CustomerContributions;
import dev.tandem.metrics.contribution.OrderContributions;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.time.Precision;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OrderKpiTest extends FilledEngine {

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
        assertThat(rows.getString("value")).isEqualTo("1");
        JsonPath running = ask("shop", path + "/explain", "cohort", "2026-01", "k", 1).jsonPath();
        assertThat(running.getString("value")).as("as in the table, where the month has not ended").isNull();
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
                    Money.of("10.50", "USD"), null, payments, "O-" + number, null, "IMPORT");
            orders.put(new UUID(9, number), order);
            engine.apply(IMPORTED, true, List.of(), OrderContributions.of(new UUID(9, number), order, ZoneOffset.UTC,
                    Converter.NONE));
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
}
