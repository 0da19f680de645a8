package dev.tandem.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.gateway.Surroundings;
import dev.tandem.gateway.Upstream;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;

@QuarkusTest
@WithTestResource(Surroundings.class)
class PagesTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI gateway;

    @ParameterizedTest
    @ValueSource(strings = { "/", "/docs/" })
    void bringsEveryScriptAndStyleItselfAndHasNothingInline(String page) throws Exception {
        HttpResponse<String> reply = get(page);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(reply.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(reply.body()).doesNotContain("<style").doesNotContain("style=").doesNotContain("onclick")
                .doesNotContainPattern("<script(?![^>]*src=)");
        Matcher parts = Pattern.compile("(?:src|<link[^>]* href)=\"([^\"]+)\"").matcher(reply.body());
        int found = 0;
        while (parts.find()) {
            assertThat(parts.group(1)).startsWith("/");
            assertThat(get(parts.group(1)).statusCode()).as(parts.group(1)).isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThanOrEqualTo(3);
    }

    @Test
    void sendsDocsToItsFolder() throws Exception {
        HttpResponse<String> reply = get("/docs");
        assertThat(reply.statusCode()).isEqualTo(301);
        assertThat(reply.headers().firstValue("Location")).contains("/docs/");
    }

    @Test
    void mergesTheDocumentsAndRatherHasNoneThanOneWithAHole() throws Exception {
        Surroundings.ACCOUNTS.behave(document("/api/v1/b2b/accounts", "accounts"));
        Surroundings.ORDERS.behave(document("/api/v1/b2c/orders", "orders"));
        Surroundings.METRICS.behave((head, in, out) -> {
        });
        HttpResponse<String> hole = get("/openapi");
        assertThat(hole.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(hole.body()).getString("code")).isEqualTo("openapi-incomplete");

        Surroundings.METRICS.behave(document("/api/v1/metrics/kpis", "metrics"));
        HttpResponse<String> whole = get("/openapi");
        assertThat(whole.statusCode()).isEqualTo(200);
        JsonObject merged = new JsonObject(whole.body());
        assertThat(merged.getString("openapi")).startsWith("3.1");
        assertThat(merged.getJsonObject("paths").fieldNames()).containsExactlyInAnyOrder("/auth/token", "/auth/guest",
                "/api/v1/b2b/accounts", "/api/v1/b2c/orders", "/api/v1/metrics/kpis");

        Surroundings.METRICS.behave((head, in, out) -> {
        });
        assertThat(get("/openapi").body()).as("kept while a service is away").isEqualTo(whole.body());
    }

    private static Upstream.Behaviour document(String path, String id) {
        return (head, in, out) -> Upstream.reply(out, "200 OK", "Content-Type: application/json",
                "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"x\",\"version\":\"1\"},\"paths\":{\"" + path
                        + "\":{\"get\":{\"operationId\":\"" + id + "\",\"responses\":{\"200\":{\"description\":\"OK\"}}}},"
                        + "\"/feeds/{kind}\":{}}}");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(gateway.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
