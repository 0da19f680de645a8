package dev.tandem.metrics.kpi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.feed.WritePosition;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiKnowledgeTest extends FilledEngine {

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
    void aMetricOfNewerCodeIsToldOnceItsGenerationIsServed() {
        engine.tellsOnly("orders@1");
        Response reply = ask("shop", B2C + "units", "from", "2017-01-01", "to", "2018-01-01");
        assertThat(refusal(reply, 503)).isEqualTo("overloaded");
        assertThat(reply.header("Retry-After")).isNotNull();
        assertThat(ask("shop", B2C + "orders", "from", "2017-01-01", "to", "2018-01-01").statusCode()).isEqualTo(200);
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

    @Test
    void refusesWhatWasKnownBeforeThePastWasGivenUp() {
        Instant kept = NOW.minusSeconds(3600);
        engine.keepFrom(kept);

        Response early = ask("analyst", B2B + "won_amount", "from", "2017-01-01", "to", "2018-01-01", "asOf",
                kept.minusSeconds(1).toString());
        assertThat(refusal(early, 422)).isEqualTo("as-of-not-kept");
        assertThat(early.jsonPath().getString("detail")).contains(kept.toString());
        assertThat(refusal(ask("analyst", B2B + "won_amount/explain", "from", "2017-01-01", "to", "2018-01-01", "period",
                "2017-01-01/2018-01-01", "asOf", kept.minusSeconds(1).toString()), 422)).isEqualTo("as-of-not-kept");
        assertThat(ask("analyst", B2B + "won_amount", "from", "2017-01-01", "to", "2018-01-01", "asOf", kept.toString())
                .statusCode()).isEqualTo(200);
        assertThat(ask("analyst", B2B + "won_amount", "from", "2017-01-01", "to", "2018-01-01").statusCode()).isEqualTo(200);
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
    void theEntityTagChangesWhenOneLaneHasAppliedARateThatMayMoveAFigure() {
        String tag = ask("analyst", B2B + "win_rate", "from", "2017-01-01", "to", "2018-01-01").header("ETag");
        engine.ratesTo(0, 7);
        assertThat(again("analyst", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void waitsForARateUntilEveryLaneHasAppliedIt() {
        String position = new WritePosition("metrics", 1, 7).encode();
        engine.ratesTo(0, 7);
        assertThat(refusal(ask("analyst", B2B + "won_amount", "from", "2017-01-01", "to", "2018-01-01", "minPosition",
                position), 503)).isEqualTo("overloaded");
        engine.ratesTo(1, 7);
        JsonPath reply = in2017("analyst", B2B + "won_amount", "minPosition", position);
        assertThat(FeedPosition.parse(reply.getString("positions.'metrics/exchange-rate'")).xid()).isEqualTo(7);
        assertThat(in2017("analyst", B2B + "win_rate", "minPosition", position).getMap("positions"))
                .doesNotContainKey("metrics/exchange-rate");
    }
}
