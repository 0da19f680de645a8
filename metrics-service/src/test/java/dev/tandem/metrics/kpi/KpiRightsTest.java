package dev.tandem.metrics.kpi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.platform.testing.OpenDoors;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class KpiRightsTest extends FilledEngine {

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

    @ParameterizedTest
    @CsvSource({ "analyst,200,200", "admin,200,200", "marketing,200,200", "finance,200,200", "sales-manager,200,403",
            "sales,200,403", "shop,403,200", "support,403,200", "customer-success,403,403", "shopper,403,403",
            "guest,403,403", "system,403,403" })
    void eachRoleReadsAndExplainsTheFiguresOfItsModels(String role, int b2b, int b2c) {
        for (String path : List.of("", "/explain")) {
            assertThat(ask(role, B2B + "win_rate" + path, "from", "2017-01-01", "to", "2018-01-01").statusCode())
                    .isEqualTo(b2b);
            assertThat(ask(role, B2C + "orders" + path, "from", "2017-01-01", "to", "2018-01-01").statusCode()).isEqualTo(b2c);
        }
    }

    @Test
    void whoIsAGuestOrShopsHasNothingHere() {
        for (String role : List.of("guest", "shopper")) {
            assertThat(OpenDoors.of(TestTokens.of(role))).as(role).isEmpty();
        }
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
}
