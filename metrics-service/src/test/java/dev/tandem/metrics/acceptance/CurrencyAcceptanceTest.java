package dev.tandem.metrics.acceptance;

import static dev.tandem.metrics.exchangerate.RateRequests.publish;
import static dev.tandem.metrics.exchangerate.RateRequests.restate;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/**
 * Amounts of several currencies from the feeds to the figures, with rates published over REST. Every case has a year and
 * currencies to itself, because neither rates nor facts are taken back.
 */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(FeedsTestResource.class)
class CurrencyAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Sources sources;

    @BeforeAll
    static void serveFeeds() {
        sources = new Sources();
    }

    @AfterAll
    static void stopFeeds() {
        sources.close();
    }

    /** Asks as a client does who was told to try again while his write is not applied yet. */
    private static Response ask(String kpi, String from, String to, String position, String... parameters) {
        Response[] reply = new Response[1];
        Eventually.within(PATIENCE, () -> {
            var request = given().auth().oauth2(TestTokens.of("analyst")).queryParam("from", from).queryParam("to", to)
                    .queryParam("minPosition", position);
            for (int i = 0; i < parameters.length; i += 2) {
                request.queryParam(parameters[i], parameters[i + 1]);
            }
            reply[0] = request.get("/api/v1/metrics/kpis/" + kpi);
            assertThat(reply[0].statusCode()).as(reply[0].asString()).isNotEqualTo(503);
        });
        return reply[0];
    }

    private static JsonPath figures(String kpi, String from, String to, String position, String... parameters) {
        Response reply = ask(kpi, from, to, position, parameters);
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        return reply.jsonPath();
    }

    private static String rate(String base, String quote, String validFrom, String rate) {
        Response reply = publish(base, quote, validFrom, rate);
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(201);
        return reply.header("Feed-Position");
    }

    private static String only(JsonPath reply, String field) {
        assertThat(reply.getList("series")).hasSize(1);
        return reply.getString("series[0]." + field);
    }

    @Test
    void closedDealsKeepTheirRateAndOpenOnesFollowTheLatest() {
        rate("EUR", "USD", "2026-01-01", "1.10");
        rate("EUR", "USD", "2026-02-01", "1.25");
        rate("EUR", "IDR", "2026-01-01", "17500");
        sources.won("11000.00", "USD", "2026-01-15");
        sources.won("12500.00", "USD", "2026-02-10");
        sources.won("350000000.00", "IDR", "2026-02-10");
        String position = sources.open("5000.00", "USD", "2026-03-15");
        String[] euros = { "currency", "EUR" };

        JsonPath closed = figures("B2B/won_amount", "2026-01-01", "2026-04-01", position, euros);
        assertThat(only(closed, "value")).isEqualTo("40000.00");
        assertThat(closed.getString("currency")).isEqualTo("EUR");
        assertThat(closed.getBoolean("series[0].complete")).isTrue();
        assertThat(closed.getList("series[0].unconvertible")).isEmpty();
        assertThat(only(closed, "state")).isEqualTo("SETTLED");
        JsonPath groups = figures("B2B/won_amount", "2026-01-01", "2026-04-01", position, "currency", "EUR", "by",
                "currency");
        assertThat(groups.getList("series.dimensions.currency")).containsExactly("IDR", "USD");
        assertThat(groups.getList("series.value")).containsExactly("20000.00", "20000.00");
        assertThat(figures("B2B/won_amount", "2026-01-01", "2026-04-01", position, "currency", "EUR", "grain", "month")
                .getList("series.value")).containsExactly("10000.00", "30000.00", "0.00");
        JsonPath average = figures("B2B/asp", "2026-01-01", "2026-04-01", position, euros);
        assertThat(only(average, "value")).isEqualTo("13333.3333");
        assertThat(only(average, "band")).as("the usual range speaks of dollars").isEqualTo("NONE");
        Response open = ask("B2B/pipeline_value", "2026-03-01", "2026-04-01", position, euros);
        assertThat(only(open.jsonPath(), "value")).isEqualTo("4000.00");
        explained(position);

        String february = open.jsonPath().getString("asOf");
        String later = rate("EUR", "USD", "2026-03-01", "1.00");

        Response moved = ask("B2B/pipeline_value", "2026-03-01", "2026-04-01", later, euros);
        assertThat(only(moved.jsonPath(), "value")).isEqualTo("5000.00");
        assertThat(moved.header("ETag")).isNotEqualTo(open.header("ETag"));
        assertThat(only(figures("B2B/pipeline_value", "2026-03-01", "2026-04-01", later, "currency", "EUR", "asOf",
                february), "value")).isEqualTo("4000.00");
        assertThat(only(figures("B2B/won_amount", "2026-01-01", "2026-04-01", later, euros), "value"))
                .isEqualTo("40000.00");
    }

    private static void explained(String position) {
        JsonPath rows = figures("B2B/won_amount/explain", "2026-01-01", "2026-04-01", position, "currency", "EUR");
        assertThat(rows.getString("value")).isEqualTo("40000.00");
        assertThat(rows.getList("items.numerator")).containsExactly("10000.00", "10000.00", "20000.00");
        assertThat(rows.getList("items.original.amount")).containsExactly("11000.00", "12500.00", "350000000.00");
        assertThat(rows.getList("items.original.currency")).containsExactly("USD", "USD", "IDR");
        JsonPath dollars = figures("B2B/won_amount/explain", "2026-01-01", "2026-04-01", position, "currency", "USD");
        assertThat(dollars.getList("items.numerator", String.class).stream().map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(dollars.getString("value"));
        assertThat(dollars.getMap("items[0]")).as("a deal in dollars was not converted").doesNotContainKey("original");
    }

    @Test
    void eachRecordIsRoundedToTheCentByItself() {
        rate("EUR", "JPY", "2025-01-01", "160");
        String position = sources.won("10001", "JPY", "2025-06-01");
        assertThat(only(figures("B2B/won_amount", "2025-06-01", "2025-07-01", position, "currency", "EUR"), "value"))
                .isEqualTo("62.51");
        JsonPath original = figures("B2B/won_amount", "2025-06-01", "2025-07-01", position);
        assertThat(original.getString("currency")).as("all facts have one currency").isEqualTo("JPY");
        assertThat(only(original, "value")).isEqualTo("10001");
    }

    @Test
    void amountsWithoutARateAreToldApartUntilOneComes() {
        Money half = Money.of("50.00", "GBP");
        String position = sources.won("100.00", "GBP", "2024-05-05",
                List.of(new OpportunityFact.Line(1, new UUID(1, 1), half), new OpportunityFact.Line(2, new UUID(1, 2), half)));
        sources.won("30.00", "EUR", "2024-05-06");
        position = sources.won("7.00", "GBP", "2024-05-07");

        JsonPath before = figures("B2B/won_amount", "2024-05-01", "2024-06-01", position, "currency", "EUR");
        assertThat(only(before, "value")).isEqualTo("30.00");
        assertThat(before.getBoolean("series[0].complete")).isFalse();
        assertThat(before.getMap("series[0].unconvertible[0]")).containsEntry("currency", "GBP")
                .containsEntry("count", "2").containsEntry("amount", "107.00");
        assertThat(only(figures("B2B/asp", "2024-05-05", "2024-05-06", position, "currency", "EUR"), "reason"))
                .isEqualTo("unconvertible");
        JsonPath company = figures("B2B/won_amount", "2024-05-01", "2024-06-01", position);
        assertThat(company.getString("currency")).as("facts of several currencies").isEqualTo("USD");
        assertThat(company.getList("series[0].unconvertible.currency")).containsExactly("EUR", "GBP");

        String published = rate("GBP", "EUR", "2024-01-01", "1.2");

        JsonPath after = figures("B2B/won_amount", "2024-05-01", "2024-06-01", published, "currency", "EUR");
        assertThat(only(after, "value")).isEqualTo("158.40");
        assertThat(after.getBoolean("series[0].complete")).isTrue();
        assertThat(only(after, "state")).as("the rate completes the import and corrects nothing").isEqualTo("SETTLED");
        assertThat(only(figures("B2B/won_amount", "2024-05-01", "2024-06-01", published, "currency", "EUR", "asOf",
                before.getString("asOf")), "value")).isEqualTo("30.00");
    }

    @Test
    void aCorrectedRateMovesClosedDealsOnlyWhenThatIsOrdered() {
        rate("EUR", "SEK", "2023-01-01", "10");
        String position = sources.won("1000.00", "SEK", "2023-01-15");
        JsonPath first = figures("B2B/won_amount", "2023-01-01", "2023-02-01", position, "currency", "EUR");
        assertThat(only(first, "value")).isEqualTo("100.00");

        String corrected = rate("EUR", "SEK", "2023-01-01", "8");
        JsonPath frozen = figures("B2B/won_amount", "2023-01-01", "2023-02-01", corrected, "currency", "EUR");
        assertThat(only(frozen, "value")).isEqualTo("100.00");
        assertThat(only(frozen, "state")).isEqualTo("SETTLED");

        String ordered = restate("EUR", "SEK", "2023-01-01", "2023-02-01").header("Feed-Position");
        JsonPath restated = figures("B2B/won_amount", "2023-01-01", "2023-02-01", ordered, "currency", "EUR");
        assertThat(only(restated, "value")).isEqualTo("125.00");
        assertThat(only(restated, "state")).isEqualTo("RESTATED");
        JsonPath then = figures("B2B/won_amount", "2023-01-01", "2023-02-01", ordered, "currency", "EUR", "asOf",
                frozen.getString("asOf"));
        assertThat(only(then, "value")).isEqualTo("100.00");
        assertThat(only(then, "state")).isEqualTo("SETTLED");
    }

    @Test
    void ordersAndTheirPaymentsAreConvertedToo() {
        rate("EUR", "CHF", "2022-01-01", "0.95");
        sources.order("10.00", "EUR", "2022-06-01", null);
        String position = sources.order("19.00", "CHF", "2022-06-02", "9.50");
        assertThat(only(figures("B2C/aov", "2022-06-01", "2022-07-01", position, "currency", "EUR"), "value"))
                .isEqualTo("15.0000");
        assertThat(only(figures("B2C/revenue", "2022-06-01", "2022-07-01", position, "currency", "EUR"), "value"))
                .isEqualTo("20.00");
        JsonPath rows = figures("B2C/revenue/explain", "2022-06-01", "2022-07-01", position, "currency", "EUR");
        assertThat(rows.getList("items.value", String.class)).containsExactlyInAnyOrder("10.00", "20.00", "-10.00");
        assertThat(rows.getInt("count")).isEqualTo(3);
        assertThat(only(figures("B2C/orders", "2022-06-01", "2022-07-01", position), "value")).isEqualTo("2");
    }

    @Test
    void onlyReportingCurrenciesAndTheFactsOwnCanBeAskedFor() {
        String position = sources.won("5.00", "NOK", "2021-06-01");
        Response refused = ask("B2B/won_amount", "2021-06-01", "2021-07-01", position, "currency", "CHF");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("unknown-currency");
        assertThat(only(figures("B2B/won_amount", "2021-06-01", "2021-07-01", position, "currency", "NOK"), "value"))
                .isEqualTo("5.00");
    }
}
