package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.imports.ApiClient;

/** Questions to the KPI service as one caller. */
record Kpi(ApiClient caller) {
    static final String DEALS = "from=2016-01-01&to=2018-01-01";
    static final String ORDERS = "from=1997-01-01&to=1998-07-01";

    JsonNode series(String figure, String query) {
        ApiClient.Reply reply = caller.get("/api/v1/metrics/kpis/" + figure + "?" + query);
        assertThat(reply.status()).as("%s?%s: %s", figure, query, reply.text()).isEqualTo(200);
        return reply.json();
    }

    JsonNode only(String figure, String query) {
        JsonNode items = series(figure, query).path("series");
        assertThat(items).as("%s?%s", figure, query).hasSize(1);
        return items.get(0);
    }

    String value(String figure, String query) {
        return text(only(figure, query).path("value"));
    }

    List<String> values(String figure, String query) {
        List<String> values = new ArrayList<>();
        series(figure, query).path("series").forEach(item -> values.add(text(item.path("value"))));
        return values;
    }

    /** Items by their group, in the order of the dimensions. */
    Map<List<String>, JsonNode> groups(String figure, String query, List<String> dimensions) {
        Map<List<String>, JsonNode> groups = new LinkedHashMap<>();
        for (JsonNode item : series(figure, query + "&by=" + String.join(",", dimensions)).path("series")) {
            List<String> group = new ArrayList<>();
            dimensions.forEach(dimension -> group.add(text(item.path("dimensions").path(dimension))));
            assertThat(groups.put(group, item)).as("group %s occurs twice", group).isNull();
        }
        return groups;
    }

    /** All rows of an explanation and what they sum to. */
    record Explained(long count, long items, BigDecimal numerator, BigDecimal denominator, JsonNode firstPage) {
    }

    Explained explain(String figure, String query) {
        String path = "/api/v1/metrics/kpis/" + figure + "/explain?" + query + "&limit=200";
        JsonNode first = null;
        String cursor = null;
        long items = 0;
        BigDecimal numerator = BigDecimal.ZERO;
        BigDecimal denominator = BigDecimal.ZERO;
        do {
            ApiClient.Reply reply = caller
                    .get(cursor == null ? path : path + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
            assertThat(reply.status()).as("%s: %s", path, reply.text()).isEqualTo(200);
            JsonNode page = reply.json();
            first = first == null ? page : first;
            for (JsonNode item : page.path("items")) {
                items++;
                numerator = numerator.add(number(item.path("numerator")));
                denominator = denominator.add(number(item.path("denominator")));
            }
            cursor = text(page.path("nextCursor"));
        } while (cursor != null);
        return new Explained(first.path("count").asLong(), items, numerator, denominator, first);
    }

    static BigDecimal number(JsonNode node) {
        String text = text(node);
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    static String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node.asText();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
