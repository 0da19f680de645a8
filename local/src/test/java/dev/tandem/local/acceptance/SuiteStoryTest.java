package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.local.imports.ApiClient;

/** What the whole suite is for, told once for each of its two businesses, through the gateway, each step by its role. */
@ExtendWith(DemoSuite.class)
class SuiteStoryTest {
    private final RunningSuite suite;

    SuiteStoryTest(RunningSuite suite) {
        this.suite = suite;
    }

    private Caller as(String logIn) {
        return new Caller(suite.as(logIn));
    }

    @Test
    void aProspectBecomesAnAccountWithAWonDeal() {
        String name = "Story " + UUID.randomUUID();
        Caller sales = as("sales");
        JsonNode before = figure("sales", "B2B/won_amount", "");
        JsonNode rateBefore = figure("analyst", "B2B/win_rate", "");

        Caller.Done account = sales.create("/b2b/accounts", "{\"name\":\"%s\",\"industry\":\"technology\"}".formatted(name));
        assertThat(account.text("/type")).isEqualTo("PROSPECT");
        String product = bySku(sales, "/b2b/products", "PM-PLANT");
        String deal = "/b2b/opportunities/" + sales.create("/b2b/opportunities", """
                {"name":"%s: plant licence","accountId":"%s","lines":[{"productId":"%s","quantity":2,
                 "amount":{"amount":"36000.00","currency":"USD"}}]}""".formatted(name, account.id(), product)).id();
        List<String> stages = sales.get("/b2b/pipelines/" + sales.get(deal).path("pipelineId").asText()).path("stages")
                .findValuesAsText("code");
        sales.act(deal, "/stage", "{\"stage\":\"%s\"}".formatted(stages.get(1)));
        Caller.Done won = sales.act(deal, "/close", "{\"outcome\":\"WON\"}");
        sales.change("/b2b/accounts/" + account.id(), "{\"type\":\"CUSTOMER\"}");

        assertThat(sales.get(deal + "/history").path("items").findValuesAsText("stage")).contains(stages.get(0), stages.get(1));
        JsonNode after = figure("sales", "B2B/won_amount", won.position());
        assertThat(Kpi.number(after.path("value")).subtract(Kpi.number(before.path("value")))).isEqualByComparingTo("36000");
        JsonNode rate = figure("analyst", "B2B/win_rate", won.position());
        assertThat(grown(rateBefore, rate, "numerator")).isEqualByComparingTo("1");
        assertThat(grown(rateBefore, rate, "denominator")).isEqualByComparingTo("1");
        assertThat(new Kpi(suite.as("sales-manager")).explain("B2B/won_amount", today() + "&period=" + period()).firstPage()
                .path("items").findValuesAsText("id")).contains(deal.substring(deal.lastIndexOf('/') + 1));
        assertThat(suite.as("sales2").get("/api/v1" + deal).status()).as("a deal of somebody else").isEqualTo(404);
    }

    @Test
    void aGuestBecomesACustomerWhoGivesSomethingBackAndSaysWhatHeThinks() throws Exception {
        JsonNode orders = figure("shop", "B2C/orders", "");
        JsonNode revenue = figure("shop", "B2C/revenue", "");
        String token = guestToken();
        Caller guest = new Caller(ApiClient.withToken(suite.ports().gatewayUri(), token));

        String serum = bySku(guest, "/b2c/products", "SK-NIGHT");
        int onHand = as("shop").get("/b2c/stock-levels/" + serum).path("onHand").asInt();
        String cart = guest.create("/b2c/carts", "{\"lines\":[{\"productId\":\"%s\",\"quantity\":2}]}".formatted(serum)).id();
        Caller.Done bought = guest.create("/b2c/carts/" + cart + "/checkout",
                "{\"payment\":{\"method\":\"CARD\",\"token\":\"tok_visa\"},\"channel\":\"WEB\",\"country\":\"ID\"}");
        assertThat(bought.text("/paymentStatus")).isEqualTo("PAID");
        String order = "/b2c/orders/" + bought.id();

        as("shop").act(order, "/status", "{\"status\":\"PROCESSING\"}");
        as("shop").act(order, "/status", "{\"status\":\"COMPLETED\"}");
        Caller buyer = new Caller(suite.as("story-" + UUID.randomUUID(), "shopper"));
        buyer.ask("/b2c/identify", "{\"guestToken\":\"%s\"}".formatted(token));
        JsonNode his = buyer.get("/b2c/orders").path("items");
        assertThat(his).hasSize(1);
        assertThat(his.at("/0/id").asText()).isEqualTo(bought.id());

        String review = "/b2c/reviews/" + buyer.create("/b2c/reviews",
                "{\"productId\":\"%s\",\"rating\":4,\"title\":\"Calm skin\"}".formatted(serum)).id();
        JsonNode stars = figure("shop", "B2C/rating_avg", "");
        int count = guest.get("/b2c/products/" + serum + "/rating-summary").path("count").asInt();
        Caller.Done approved = as("support").act(review, "/moderation", "{\"state\":\"APPROVED\"}");
        assertThat(guest.get("/b2c/products/" + serum + "/rating-summary").path("count").asInt()).isEqualTo(count + 1);
        JsonNode starsAfter = figure("shop", "B2C/rating_avg", approved.position());
        assertThat(grown(stars, starsAfter, "numerator")).isEqualByComparingTo("4");
        assertThat(grown(stars, starsAfter, "denominator")).isEqualByComparingTo("1");

        String back = "/b2c/returns/" + buyer.create(order + "/returns", """
                {"lines":[{"lineNo":1,"requestedQty":1,"reason":"CHANGED_MIND"}],"comment":"One is enough."}""").id();
        as("support").act(back, "/approve", "");
        as("shop").act(back, "/receive", "{\"lines\":[{\"lineNo\":1,\"receivedQty\":1,\"condition\":\"RESALEABLE\"}]}");
        Caller.Done refund = as("support").ask(back + "/refund", "{}");
        assertThat(refund.text("/refundTotal/amount")).isEqualTo("39.50");
        assertThat(buyer.get(order).path("paymentStatus").asText()).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(as("shop").get("/b2c/stock-levels/" + serum).path("onHand").asInt()).isEqualTo(onHand - 1);

        JsonNode revenueAfter = figure("shop", "B2C/revenue", refund.position());
        assertThat(grown(orders, figure("shop", "B2C/orders", refund.position()), "value")).isEqualByComparingTo("1");
        assertThat(grown(revenue, revenueAfter, "value")).as("79.00 taken, 39.50 given back").isEqualByComparingTo("39.50");
    }

    private JsonNode figure(String logIn, String figure, String position) {
        String least = position.isEmpty() ? "" : "&minPosition=" + Kpi.encode(position);
        return new Kpi(suite.as(logIn)).only(figure, today() + least);
    }

    private static String bySku(Caller caller, String products, String sku) {
        return caller.get(products + "?limit=200").path("items").findParents("sku").stream()
                .filter(one -> one.path("sku").asText().equals(sku)).findFirst().orElseThrow().path("id").asText();
    }

    private static BigDecimal grown(JsonNode before, JsonNode after, String what) {
        return Kpi.number(after.path(what)).subtract(Kpi.number(before.path(what)));
    }

    /** Two days, because the story may be told over midnight. */
    private static String today() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return "from=" + today.minusDays(1) + "&to=" + today.plusDays(2);
    }

    private static String period() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return today.minusDays(1) + "/" + today.plusDays(2);
    }

    private String guestToken() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(suite.ports().gatewayUri().resolve("/auth/guest"))
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(reply.statusCode()).as(reply.body()).isBetween(200, 201);
            return new ObjectMapper().readTree(reply.body()).path("access_token").asText();
        }
    }
}
