package dev.tandem.metrics.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.metrics.state.ProductFact;
import dev.tandem.metrics.state.ReviewFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import dev.tandem.platform.time.Precision;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Pieces sold and what buyers say of them, from the feeds to the figures. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(FeedsTestResource.class)
class ReviewAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Sources sources;
    private final UUID soap = sources.id();
    private final UUID cream = sources.id();
    private String position = "";

    @BeforeAll
    static void serveFeeds() {
        sources = new Sources();
    }

    @AfterAll
    static void stopFeeds() {
        sources.close();
    }

    private Response ask(String role, String kpi, String... parameters) {
        Response[] reply = new Response[1];
        Eventually.within(PATIENCE, () -> {
            var request = given().auth().oauth2(TestTokens.of(role)).queryParam("from", "2020-03-01")
                    .queryParam("to", "2020-05-01").queryParam("minPosition", position);
            for (int i = 0; i < parameters.length; i += 2) {
                request.queryParam(parameters[i], parameters[i + 1]);
            }
            reply[0] = request.get("/api/v1/metrics/kpis/B2C/" + kpi);
            assertThat(reply[0].statusCode()).as(reply[0].asString()).isNotEqualTo(503);
        });
        return reply[0];
    }

    private JsonPath figures(String kpi, String... parameters) {
        Response reply = ask("shop", kpi, parameters);
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        return reply.jsonPath();
    }

    private List<String> values(String kpi, String... parameters) {
        return figures(kpi, parameters).getList("series.value");
    }

    private void order(String day, String status, String country, OrderFact.Line... lines) {
        LocalDate on = LocalDate.parse(day);
        position = sources.publish(Feed.ORDER, sources.id(), 1, Change.UPSERT,
                new OrderFact(null, status, "web", country, on.atStartOfDay(ZoneOffset.UTC).toInstant(), on, Precision.DAY,
                        Money.of("20.00", "USD"), List.of(lines), List.of(), null, null, "API"));
    }

    private static OrderFact.Line line(int lineNo, @Nullable UUID product, int quantity, String total) {
        return new OrderFact.Line(lineNo, product, quantity, Money.of(total, "USD"));
    }

    private void review(UUID id, long version, UUID product, int stars, String state) {
        LocalDate on = LocalDate.parse("2020-03-10");
        position = sources.publish(Feed.REVIEW, id, version, Change.UPSERT,
                new ReviewFact(product, stars, state, "web", "DE", on.atStartOfDay(ZoneOffset.UTC).toInstant(), on,
                        Precision.DAY, "R-" + stars, "API"));
    }

    private void change(UUID review, long version, Change change) {
        position = sources.publish(Feed.REVIEW, review, version, change, null);
    }

    private void sell() {
        sources.publish(Feed.B2C_PRODUCT, soap, 1, Change.UPSERT, new ProductFact("SOAP", "GOODS", null));
        sources.publish(Feed.B2C_PRODUCT, cream, 1, Change.UPSERT, new ProductFact("CREAM", "GOODS", null));
        order("2020-03-01", "COMPLETED", "DE", line(1, cream, 1, "5.00"), line(2, soap, 2, "15.00"));
        order("2020-03-02", "CONFIRMED", "ID", line(1, cream, 3, "20.00"));
        order("2020-04-05", "COMPLETED", "DE", line(1, null, 1, "20.00"));
        order("2020-04-06", "CANCELLED", "DE", line(1, soap, 9, "20.00"));
    }

    @Test
    void unitsAndReviewsAreCountedByProductAndAWithdrawnReviewCountsNoMore() {
        sell();
        UUID five = sources.id();
        UUID four = sources.id();
        UUID one = sources.id();
        review(five, 1, soap, 5, "PENDING");
        review(four, 1, soap, 4, "APPROVED");
        review(one, 1, cream, 1, "APPROVED");
        review(sources.id(), 1, cream, 3, "PENDING");
        assertThat(values("rating_avg")).as("nobody has looked at it").containsExactly("2.5000");
        review(five, 2, soap, 5, "APPROVED");

        sold();
        JsonPath stars = figures("rating_avg", "by", "product");
        assertThat(stars.getList("series.dimensions.product")).containsExactly("CREAM", "SOAP");
        assertThat(stars.getList("series.dimensionIds.product")).containsExactly(cream.toString(), soap.toString());
        assertThat(stars.getList("series.value")).containsExactly("1.0000", "4.5000");
        assertThat(stars.getMap("positions")).containsOnlyKeys("orders/product", "orders/review");
        assertThat(stars.getString("currency")).isNull();
        rated();
        explained(four, five);

        String before = figures("rating_avg").getString("asOf");
        review(one, 2, cream, 1, "HIDDEN");
        JsonPath hidden = figures("rating_avg");
        assertThat(hidden.getString("series[0].value")).isEqualTo("4.5000");
        assertThat(hidden.getString("series[0].state")).isEqualTo("RESTATED");
        assertThat(values("review_rate")).containsExactly("100.0000");
        assertThat(values("rating_avg", "asOf", before)).containsExactly("3.3333");
        change(four, 2, Change.DELETED);
        assertThat(values("rating_avg")).containsExactly("5.0000");
        change(five, 3, Change.ERASED);
        assertThat(values("rating_avg")).as("the stars outlive the person").containsExactly("5.0000");
        review(four, 3, soap, 4, "APPROVED");
        assertThat(values("rating_avg")).containsExactly("4.5000");
        refused();
    }

    private void sold() {
        assertThat(values("units")).containsExactly("7");
        assertThat(values("units", "grain", "month")).containsExactly("6", "1");
        JsonPath products = figures("units", "by", "product");
        assertThat(products.getList("series.dimensions.product")).containsExactly("CREAM", "SOAP", null);
        assertThat(products.getList("series.value")).containsExactly("4", "2", "1");
        assertThat(values("units", "by", "product", "filter[country]", "ID")).containsExactly("3");
        assertThat(values("units", "by", "currency")).containsExactly("7");
        JsonPath rows = figures("units/explain", "filter[product]", "CREAM");
        assertThat(rows.getString("value")).isEqualTo("4");
        assertThat(rows.getList("items.value")).containsExactly("1", "3");
        assertThat(rows.getList("items.kind")).containsOnly("order");
        assertThat(figures("units/explain").getList("items.value")).as("an order of two products is one row")
                .containsExactly("3", "3", "1");
    }

    private void rated() {
        assertThat(values("rating_avg")).containsExactly("3.3333");
        assertThat(values("review_rate")).as("3 reviews, 2 completed orders").containsExactly("150.0000");
        JsonPath products = figures("review_rate", "by", "product");
        assertThat(products.getList("series.dimensions.product")).containsExactly("CREAM", "SOAP", null);
        assertThat(products.getList("series.value")).containsExactly(null, "200.0000", "0.0000");
        assertThat(products.getList("series.numerator")).containsExactly("1", "2", "0");
        assertThat(products.getList("series.denominator")).containsExactly("0", "1", "1");
        assertThat(products.getList("series.reason")).containsExactly("no_denominator", null, null);
        assertThat(values("review_rate", "grain", "month")).containsExactly("300.0000", "0.0000");
        assertThat(values("rating_avg", "filter[country]", "ID")).containsOnlyNulls();
    }

    private void explained(UUID four, UUID five) {
        JsonPath rows = figures("rating_avg/explain", "filter[product]", "SOAP");
        assertThat(rows.getString("value")).isEqualTo("4.5000");
        assertThat(rows.getList("items.id")).containsExactlyInAnyOrder(four.toString(), five.toString());
        assertThat(rows.getList("items.href")).contains("/api/v1/b2c/reviews/" + four);
        assertThat(rows.getList("items.externalId")).containsExactlyInAnyOrder("R-4", "R-5");
        JsonPath rate = figures("review_rate/explain", "limit", "2");
        List<String> numerators = new ArrayList<>(rate.getList("items.numerator"));
        List<String> denominators = new ArrayList<>(rate.getList("items.denominator"));
        while (rate.getString("nextCursor") != null) {
            rate = figures("review_rate/explain", "limit", "2", "cursor", rate.getString("nextCursor"));
            numerators.addAll(rate.getList("items.numerator"));
            denominators.addAll(rate.getList("items.denominator"));
        }
        assertThat(rate.getInt("count")).isEqualTo(5);
        assertThat(numerators).containsExactlyInAnyOrder("1", "1", "1", "0", "0");
        assertThat(denominators).containsExactlyInAnyOrder("0", "0", "0", "1", "1");
    }

    private void refused() {
        for (String[] wrong : new String[][] { { "orders", "product" }, { "aov", "product" }, { "rating_avg", "currency" },
                { "review_rate", "currency" }, { "units", "industry" } }) {
            Response reply = ask("shop", wrong[0], "by", wrong[1]);
            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(reply.jsonPath().getString("code")).isEqualTo("unknown-dimension");
        }
        assertThat(ask("sales", "rating_avg").statusCode()).isEqualTo(403);
        assertThat(ask("finance", "review_rate/explain").statusCode()).isEqualTo(200);
    }
}
