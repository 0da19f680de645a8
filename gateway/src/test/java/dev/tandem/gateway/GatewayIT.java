package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** What was built, asked from outside: the jar, or the native binary where there is one. */
@QuarkusIntegrationTest
@WithTestResource(Surroundings.class)
class GatewayIT {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI gateway;

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void isAliveAndServesItsPages() throws Exception {
        assertThat(get("/q/health/live", "").body()).contains("UP");
        assertThat(get("/", "").headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(get("/docs/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void forwardsToTheServiceOfThePath() throws Exception {
        Surroundings.ORDERS.behave((head, in, out) -> Upstream.reply(out, "200 OK", "Content-Type: application/json",
                "{\"items\":[]}"));
        HttpResponse<String> reply = get("/api/v1/b2c/products?limit=5", Surroundings.token("shop"));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"items\":[]}");
    }

    @Test
    void refusesATokenOfNobody() throws Exception {
        HttpResponse<String> reply = get("/api/v1/b2c/orders", "no.such.token");
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
    }
}
