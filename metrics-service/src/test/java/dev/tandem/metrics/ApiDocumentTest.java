package dev.tandem.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.ApiDocuments;
import dev.tandem.platform.testing.CommittedApi;
import dev.tandem.platform.testing.OperationGaps;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ApiDocumentTest {

    @Test
    void saysOfFiguresAndRatesWhoMayAskAndWhatIsRefused() {
        JsonPath document = ApiDocuments.checked();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        assertThat(paths).containsKeys("/api/v1/metrics/exchange-rates", "/api/v1/metrics/exchange-rates/count",
                "/api/v1/metrics/exchange-rates/restatements", "/api/v1/metrics/exchange-rates/restatements/{id}",
                "/api/v1/metrics/imports/{kind}", "/api/v1/metrics/import-mappings/{name}",
                "/api/v1/metrics/exports/{kind}", "/api/v1/metrics/audit-events");
        assertThat(document.getMap("paths.'/api/v1/metrics/exchange-rates'.post.responses"))
                .containsKeys("200", "201", "400", "401", "403", "409", "415", "422");
        assertThat(document.getString(
                "paths.'/api/v1/metrics/exchange-rates'.post.responses.'201'.headers.'Feed-Position'.description"))
                .contains("minPosition");
    }

    @Test
    void leavesNothingUnsaidThatACallerHasToKnow() {
        assertThat(OperationGaps.of(ApiDocuments.served())).isEmpty();
    }

    @Test
    void isTheCommittedOne() {
        CommittedApi.require("metrics", ApiDocuments.served());
    }
}
