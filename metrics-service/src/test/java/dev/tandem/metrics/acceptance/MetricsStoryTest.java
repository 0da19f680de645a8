package dev.tandem.metrics.acceptance;

import static dev.tandem.metrics.exchangerate.RateRequests.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import dev.tandem.platform.time.Precision;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** What this service is for, told once: a month's figure from its first deal to the day when somebody doubts it. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(FeedsTestResource.class)
class MetricsStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WON = "/api/v1/metrics/kpis/B2B/won_amount";

    private static Sources sources;

    private final UUID deal = sources.id();

    @BeforeAll
    static void serveFeeds() {
        sources = new Sources();
    }

    @AfterAll
    static void stopFeeds() {
        sources.close();
    }

    @Test
    void aFigureIsReadDoubtedExplainedCorrectedAndStillKnownAsItWas() {
        // A deal is won, and lost in the same month; whoever has the position of the write gets a figure that has seen it.
        tell(sources.id(), 1, "5000.00", false);
        String written = tell(deal, 1, "1000.00", true);
        assertThat(figure(written, "").getString("series[0].value")).isEqualTo("1000.00");
        JsonPath rate = ask("analyst", "/api/v1/metrics/kpis/B2B/win_rate", written, "").jsonPath();
        assertThat(rate.getString("series[0].value")).isEqualTo("50.0000");
        assertThat(rate.getString("series[0].state")).isEqualTo("SETTLED");

        // A deal in another money is left out, and the reply says so, until finance publishes the rate.
        String foreign = sources.won("300.00", "NZD", "2018-05-20");
        JsonPath without = figure(foreign, "currency=USD");
        assertThat(without.getString("series[0].value")).isEqualTo("1000.00");
        assertThat(without.getBoolean("series[0].complete")).isFalse();
        assertThat(without.getList("series[0].unconvertible.currency")).containsExactly("NZD");
        Response published = publish("NZD", "USD", "2018-05-01", "0.70");
        assertThat(published.statusCode()).isEqualTo(201);
        JsonPath with = figure(published.header("Feed-Position"), "currency=USD");
        assertThat(with.getString("series[0].value")).isEqualTo("1210.00");
        assertThat(with.getBoolean("series[0].complete")).isTrue();

        // Somebody doubts it: the rows sum to it, and lead to the deals.
        JsonPath rows = ask("finance", WON + "/explain", foreign, "currency=USD").jsonPath();
        assertThat(rows.getString("value")).isEqualTo("1210.00");
        assertThat(rows.getList("items.numerator")).containsExactlyInAnyOrder("1000.00", "210.00");
        assertThat(rows.getList("items.href")).contains("/api/v1/b2b/opportunities/" + deal);

        // It was wrong: the deal is corrected. The month says that it was restated; what was known before is still there.
        String before = with.getString("asOf");
        String corrected = tell(deal, 2, "900.00", true);
        JsonPath restated = figure(corrected, "currency=USD");
        assertThat(restated.getString("series[0].value")).isEqualTo("1110.00");
        assertThat(restated.getString("series[0].state")).isEqualTo("RESTATED");
        assertThat(figure(corrected, "currency=USD&asOf=" + before).getString("series[0].value")).isEqualTo("1210.00");

        // The two businesses are never mixed, and a shopper has no figures at all.
        assertThat(ask("analyst", "/api/v1/metrics/kpis/B2B/aov", corrected, "").jsonPath().getString("code"))
                .isEqualTo("mixed-model");
        assertThat(ask("shopper", WON, corrected, "").statusCode()).isEqualTo(403);
    }

    private static String tell(UUID id, long version, String amount, boolean won) {
        LocalDate closed = LocalDate.parse("2018-05-10");
        return sources.publish(Feed.OPPORTUNITY, id, version, Change.UPSERT,
                new OpportunityFact(null, null, null, Money.of(amount, "USD"), true, won, null, closed.minusDays(40),
                        Precision.DAY, false, null, closed, Precision.DAY, null, List.of(), "S-" + id, "IMPORT"));
    }

    private static JsonPath figure(String position, String query) {
        Response reply = ask("analyst", WON, position, query);
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        return reply.jsonPath();
    }

    /** Asks as a client does who was told to try again while his write is not applied yet. */
    private static Response ask(String role, String path, String position, String query) {
        Response[] reply = new Response[1];
        Eventually.within(PATIENCE, () -> {
            reply[0] = given().auth().oauth2(TestTokens.of(role)).queryParam("from", "2018-05-01")
                    .queryParam("to", "2018-06-01").queryParam("minPosition", position)
                    .get(query.isEmpty() ? path : path + "?" + query);
            assertThat(reply[0].statusCode()).as(reply[0].asString()).isNotEqualTo(503);
        });
        return reply[0];
    }
}
