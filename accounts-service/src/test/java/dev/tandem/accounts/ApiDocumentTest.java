package dev.tandem.accounts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ApiDocumentTest {

    @Test
    void namesSummaryRolesAndRefusalsOfEveryOperation() {
        JsonPath document = given().queryParam("format", "json").get("/q/openapi").then().statusCode(200).extract().jsonPath();
        Map<String, Map<String, Object>> paths = document.getMap("paths");

        assertThat(document.getString("openapi")).startsWith("3.1");
        assertThat(document.getMap("components.schemas")).containsKey("Problem");
        assertThat(paths).containsKeys("/api/v1/b2b/opportunities", "/api/v1/b2b/accounts/count", "/api/v1/b2b/imports/{kind}");
        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            if (operation instanceof Map<?, ?> described && described.containsKey("responses")) {
                assertThat(described.get("summary")).as(method + " " + path).isNotNull();
                assertThat(String.valueOf(described.get("description"))).as(method + " " + path).contains("Role");
                assertThat(((Map<?, ?>) described.get("responses")).keySet()).as(method + " " + path)
                        .asString().contains("400", "401", "403");
            }
        }));
        assertThat(document.getMap("paths.'/api/v1/b2b/opportunities/{id}/stage'.post.responses"))
                .containsKeys("200", "404", "409", "412", "415", "422", "428");
    }
}
