package dev.tandem.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.testing.CommittedApi;
import dev.tandem.platform.testing.OperationGaps;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;

/** The document that front-end developers read, made of the committed documents of the services. */
class MergedDocumentTest {

    @Test
    void isReadWithoutComplaintByAForeignParser() throws Exception {
        SwaggerParseResult read = parse(merged());

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getPaths()).hasSizeGreaterThan(60).containsKeys("/api/v1/b2b/opportunities",
                "/api/v1/b2c/orders", "/api/v1/metrics/kpis", "/auth/token");
    }

    @Test
    void isSeenToBeBrokenWhenItIs() throws Exception {
        ObjectNode broken = merged();
        ((ObjectNode) broken.at("/paths/~1api~1v1~1b2c~1orders/get")).remove("responses");
        assertThat(parse(broken).getMessages()).isNotEmpty();

        ObjectNode dangling = merged();
        ((ObjectNode) dangling.at("/components/schemas")).remove("Order");
        ((ObjectNode) dangling.at("/paths/~1api~1v1~1b2c~1orders/get")).remove("summary");
        assertThat(OperationGaps.of(dangling)).contains("get /api/v1/b2c/orders has no summary",
                "#/components/schemas/Order is referred to and not there");
    }

    @Test
    void leavesNothingUnsaidThatACallerHasToKnow() throws Exception {
        assertThat(OperationGaps.of(merged())).isEmpty();
    }

    @Test
    void saysOfEveryOperationThatACallerMayComeTooOften() throws Exception {
        ObjectNode merged = merged();
        assertThat(merged.at("/components/responses/RateLimited/headers").fieldNames()).toIterable()
                .containsExactlyInAnyOrder("Retry-After", "RateLimit-Policy", "RateLimit");
        merged.path("paths").forEach(path -> path.forEach(operation -> assertThat(
                operation.at("/responses/429/$ref").asText()).as(operation.path("operationId").asText())
                .isEqualTo("#/components/responses/RateLimited")));
    }

    @Test
    void isTheCommittedOne() throws Exception {
        CommittedApi.require("gateway", merged());
    }

    private static SwaggerParseResult parse(ObjectNode document) {
        return new OpenAPIV3Parser().readContents(document.toString(), null, new ParseOptions());
    }

    private static ObjectNode merged() throws IOException {
        try (InputStream own = MergedDocumentTest.class.getResourceAsStream("/gateway-openapi.json")) {
            return ApiMerge.merge((ObjectNode) new ObjectMapper().readTree(Objects.requireNonNull(own)),
                    List.of(of("accounts", "/api/v1/b2b"), of("orders", "/api/v1/b2c"), of("metrics", "/api/v1/metrics")));
        }
    }

    private static ApiDocument of(String service, String prefix) {
        return new ApiDocument(service, prefix, CommittedApi.document(service));
    }
}
