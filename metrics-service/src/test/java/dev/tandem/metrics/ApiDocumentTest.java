package dev.tandem.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ApiDocumentTest {

    private static final Pattern READERS = Pattern.compile("/api/v1/metrics/(kpis|cohorts|exchange-rates).*");

    @Test
    void saysOfFiguresAndRatesWhoMayAskAndWhatIsRefused() {
        JsonPath document = given().queryParam("format", "json").get("/q/openapi").then().statusCode(200).extract()
                .jsonPath();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        assertThat(document.getString("openapi")).startsWith("3.1");
        assertThat(paths).containsKeys("/api/v1/metrics/exchange-rates", "/api/v1/metrics/exchange-rates/count",
                "/api/v1/metrics/exchange-rates/restatements", "/api/v1/metrics/exchange-rates/restatements/{id}",
                "/api/v1/metrics/imports/{kind}", "/api/v1/metrics/import-mappings/{name}",
                "/api/v1/metrics/exports/{kind}", "/api/v1/metrics/audit-events");
        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            if (READERS.matcher(path).matches() && operation instanceof Map<?, ?> described
                    && described.containsKey("responses")) {
                assertThat(described.get("summary")).as(method + " " + path).isNotNull();
                assertThat(String.valueOf(described.get("description"))).as(method + " " + path).contains("Role");
                assertThat(((Map<?, ?>) described.get("responses")).keySet()).as(method + " " + path).asString()
                        .contains("401", "403");
            }
        }));
        assertThat(document.getMap("paths.'/api/v1/metrics/exchange-rates'.post.responses"))
                .containsKeys("200", "201", "400", "401", "403", "409", "415", "422");
        assertThat(document.getString(
                "paths.'/api/v1/metrics/exchange-rates'.post.responses.'201'.headers.'Feed-Position'.description"))
                .contains("minPosition");
    }
}
