package dev.tandem.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.ApiDocuments;
import dev.tandem.platform.testing.CommittedApi;
import dev.tandem.platform.testing.OperationGaps;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ApiDocumentTest {

    @Test
    void saysOfEveryOperationWhatItDoesWhoMayAndHowItRefuses() {
        Map<String, Object> paths = ApiDocuments.checked().getMap("paths");

        assertThat(paths).containsKeys("/api/v1/b2c/orders", "/api/v1/b2c/carts/{id}/checkout",
                "/api/v1/b2c/customers/{id}/erasure", "/api/v1/b2c/reviews", "/api/v1/b2c/exports/{kind}");
    }

    @Test
    void leavesNothingUnsaidThatACallerHasToKnow() {
        assertThat(OperationGaps.of(ApiDocuments.served())).isEmpty();
    }

    @Test
    void isTheCommittedOne() {
        CommittedApi.require("orders", ApiDocuments.served());
    }
}
