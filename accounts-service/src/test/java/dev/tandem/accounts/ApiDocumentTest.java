package dev.tandem.accounts;

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
    void namesSummaryRolesAndRefusalsOfEveryOperation() {
        JsonPath document = ApiDocuments.checked();
        Map<String, Map<String, Object>> paths = document.getMap("paths");

        assertThat(document.getMap("components.schemas")).containsKey("Problem");
        assertThat(paths).containsKeys("/api/v1/b2b/opportunities", "/api/v1/b2b/accounts/count",
                "/api/v1/b2b/contacts/{id}/erasure", "/api/v1/b2b/imports/{kind}");
        assertThat(document.getMap("paths.'/api/v1/b2b/opportunities/{id}/stage'.post.responses"))
                .containsKeys("200", "404", "409", "412", "415", "422", "428");
    }

    @Test
    void leavesNothingUnsaidThatACallerHasToKnow() {
        assertThat(OperationGaps.of(ApiDocuments.served())).isEmpty();
    }

    @Test
    void isTheCommittedOne() {
        CommittedApi.require("accounts", ApiDocuments.served());
    }
}
