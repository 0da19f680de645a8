package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.Statements;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A figure costs a handful of statements, however many periods, groups and rows it has. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiStatementsTest extends FilledEngine {

    private static final int TIMERS = 3;

    private void withManyDeals() {
        for (int i = 100; i < 160; i++) {
            engine.record("accounts/opportunity", new UUID(7, i), "{\"externalId\":\"D-" + i + "\"}");
            engine.apply(IMPORTED, true, List.of(), deal(i, i % 2 == 0 ? SELLER : OTHER, "industry-" + i, "2017-01-01",
                    "2017-0" + (1 + i % 9) + "-1" + i % 10, "100.00"));
        }
        engine.readTo(600, NOW);
    }

    @Test
    void asksAsOftenForManyPeriodsAndGroupsAsForOne() {
        withManyDeals();
        Statements one = Statements.of(() -> in2017("analyst", B2B + "win_rate"));
        Statements days = Statements.of(() -> assertThat(in2017("analyst", B2B + "win_rate", "grain", "day")
                .getList("series")).hasSize(365));
        Statements groups = Statements.of(() -> assertThat(in2017("analyst", B2B + "win_rate", "by", "industry,owner")
                .getList("series")).hasSizeGreaterThan(50));

        assertThat(one.total()).as("one figure: %s", one).isLessThanOrEqualTo(16);
        assertThat(days.repeats()).as("365 periods: %s", days).isLessThanOrEqualTo(one.repeats() + TIMERS);
        assertThat(groups.repeats()).as("groups: %s", groups).isLessThanOrEqualTo(one.repeats() + TIMERS);
    }

    @Test
    void asksAsOftenForAPageOfRowsAsForAFew() {
        withManyDeals();
        Statements few = Statements.of(() -> explain(2));
        Statements many = Statements.of(() -> explain(60));

        assertThat(few.total()).as("a short page: %s", few).isLessThanOrEqualTo(20);
        assertThat(many.repeats()).as("a long page: %s", many).isLessThanOrEqualTo(few.repeats() + TIMERS);
    }

    private static void explain(int limit) {
        assertThat(in2017("analyst", B2B + "win_rate/explain", "period", "2017-01-01/2018-01-01", "limit", limit)
                .getList("items")).hasSize(limit);
    }
}
