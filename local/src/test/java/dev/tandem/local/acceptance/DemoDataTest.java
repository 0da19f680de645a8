package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.imports.ApiClient;

/** The first look at the product: a plain start, and what a person finds then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(DemoSuite.class)
class DemoDataTest {
    private static final String TIME = "from=2025-01-01&to=2026-07-01";

    private final RunningSuite suite;

    DemoDataTest(RunningSuite suite) {
        this.suite = suite;
    }

    private Kpi analyst() {
        return new Kpi(suite.as("analyst"));
    }

    @Test
    @Order(1)
    void showsFiguresThatTheirRowsExplain() {
        for (String figure : List.of("B2B/win_rate", "B2B/won_amount", "B2C/orders", "B2C/revenue", "B2C/repeat_rate")) {
            JsonNode item = analyst().only(figure, TIME);
            Kpi.Explained rows = analyst().explain(figure, TIME + "&period=2025-01-01/2026-07-01");
            assertThat(rows.items()).as(figure).isPositive().isEqualTo(rows.count());
            assertThat(rows.numerator()).as(figure).isEqualByComparingTo(Kpi.number(item.path("numerator")));
        }
    }

    /** The vendor of predictive maintenance before and after it opened its trust centre. */
    @Test
    @Order(2)
    void tellsHowTheVendorTurnedForTheBetter() {
        assertThat(analyst().value("B2B/opportunity_to_won", "from=2025-01-01&to=2025-10-01")).isEqualTo("19.0000");
        assertThat(analyst().value("B2B/opportunity_to_won", "from=2025-10-01&to=2026-04-01")).isEqualTo("27.0000");
        assertThat(analyst().value("B2B/sales_cycle_days", "from=2025-01-01&to=2025-12-01")).isEqualTo("94.0000");
        assertThat(analyst().value("B2B/sales_cycle_days", "from=2025-12-01&to=2026-07-01")).isEqualTo("61.0000");
    }

    /** The skincare line before and after its review filters and its own checkout. */
    @Test
    @Order(2)
    void tellsHowMoreBuyersOfTheSkincareLineCameBack() {
        assertThat(analyst().value("B2C/repurchase_60d", "from=2025-01-01&to=2025-10-01")).isEqualTo("25.0000");
        assertThat(analyst().value("B2C/repurchase_60d", "from=2025-10-01&to=2026-07-01")).isEqualTo("35.0000");
    }

    @Test
    @Order(3)
    void letsTheLocalSalesPeopleSeeTheirOwnDeals() {
        Kpi manager = new Kpi(suite.as("sales-manager"));
        Set<List<String>> owners = manager.groups("B2B/win_rate", TIME, List.of("owner")).keySet();
        assertThat(owners).contains(List.of("sales"), List.of("sales2")).doesNotContain(List.of("bagus"));
        assertThat(new Kpi(suite.as("sales")).groups("B2B/win_rate", TIME, List.of("owner")).keySet())
                .containsExactly(List.of("sales"));
    }

    @Test
    @Order(4)
    void servesTheConsoleTheApiDocumentAndNothingInternal() {
        assertThat(suite.as("analyst").get("/").status()).isEqualTo(200);
        JsonNode document = suite.get("analyst", "/openapi");
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("paths").has("/api/v1/b2b/opportunities")).isTrue();
        assertThat(document.path("paths").has("/api/v1/b2c/orders")).isTrue();
        assertThat(document.path("paths").has("/api/v1/metrics/kpis/{model}/{id}")).isTrue();
        assertThat(suite.as("admin").get("/feeds/opportunity").status()).isEqualTo(404);
    }

    @Test
    @Order(4)
    void letsTheClientOfTheFeedGuideFindEveryRecordOnce(@TempDir Path folder) throws Exception {
        URI feed = URI.create("http://127.0.0.1:" + suite.ports().orders() + "/feeds/order");
        Path place = folder.resolve("place");
        FollowerProgram follower = new FollowerProgram(suite.home().secrets().resolve("system.token"), place);
        String found = follower.follow(feed);

        try (ApiClient system = suite.system(suite.ports().orders())) {
            JsonNode sums = system.get("/feeds/order/checksum?through=" + Files.readString(place)).json();
            assertThat(found).isEqualTo(sums.path("entities").asText() + " " + sums.path("versionSum").asText())
                    .doesNotStartWith("0 ");
        }
        assertThat(follower.follow(feed)).as("from its place on").isEqualTo("0 0");
    }

    @Test
    @Order(5)
    void keepsItsDataOverARestartWithoutLoadingThemAgain() {
        String before = analyst().value("B2C/revenue", TIME);
        assertThat(suite.tandem("down").code()).isZero();
        RunningSuite.Output up = suite.tandem("up", "--detach");
        assertThat(up.code()).isZero();
        assertThat(up.text()).doesNotContain("Importing");
        assertThat(analyst().value("B2C/revenue", TIME)).isEqualTo(before);
    }
}
