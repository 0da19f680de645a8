package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;

/** What the gateway is for, told once: one address before three services, for a guest, for a log-in and on a bad day. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class GatewayStoryTest {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI gateway;

    @Test
    void everybodyComesInByOneDoorAndNobodyGetsFurtherThanHeMay() throws Exception {
        Surroundings.ORDERS.behave((head, in, out) -> Upstream.reply(out, "200 OK",
                "Content-Type: application/json\r\nETag: \"3\"\r\nFeed-Position: orders:AAAA", "{\"items\":[]}"));
        Surroundings.METRICS.behave((head, in, out) -> {
        });

        // The page itself needs no token, and lets nothing in from elsewhere.
        HttpResponse<String> page = send(HttpRequest.newBuilder(at("/")).build());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");

        // A guest gets a token of his own and sees the shop; what the service says comes back as it is.
        String guest = new JsonObject(send(post("/auth/guest", "")).body()).getString("access_token");
        HttpResponse<String> products = send(as(guest, "/api/v1/b2c/products?limit=5").build());
        assertThat(products.statusCode()).isEqualTo(200);
        assertThat(products.headers().firstValue("ETag")).contains("\"3\"");
        assertThat(products.headers().firstValue("Feed-Position")).contains("orders:AAAA");
        assertThat(Surroundings.ORDERS.heads()).singleElement().asString()
                .startsWith("GET /api/v1/b2c/products?limit=5 HTTP/1.1\r\n").contains("Bearer " + guest);

        // Somebody of the shop signs in and sends a file; the body goes through byte by byte.
        String shop = new JsonObject(send(post("/auth/token", "{\"username\":\"shop\",\"password\":\"tandem\"}")).body())
                .getString("access_token");
        String file = "sku,name\n" + "SK-1,Cream\n".repeat(20_000);
        StringBuilder arrived = new StringBuilder();
        Surroundings.ORDERS.behave((head, in, out) -> {
            arrived.append(read(in, file.length()));
            Upstream.reply(out, "202 Accepted", "Location: /api/v1/b2c/imports/1", "{}");
        });
        HttpResponse<String> accepted = send(as(shop, "/api/v1/b2c/imports/product").header("Content-Type", "text/csv")
                .header("Idempotency-Key", "k").POST(HttpRequest.BodyPublishers.ofString(file)).build());
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Location")).contains("/api/v1/b2c/imports/1");
        assertThat(arrived.toString()).isEqualTo(file);

        // What is nobody's business outside stays inside, and a path that would need repair is refused.
        for (String inside : List.of("/feeds/order", "/q/metrics", "/api/v1/nothing")) {
            assertThat(send(as(shop, inside).build()).statusCode()).as(inside).isEqualTo(404);
        }
        assertThat(Raw.get(gateway, "/api/v1/b2c/../../q/metrics", shop, "")).startsWith("HTTP/1.1 400 ");

        // On a bad day a service gives no answer: a problem of the gateway's own says so, and the others go on.
        HttpResponse<String> away = send(as(shop, "/api/v1/metrics/kpis").build());
        assertThat(away.statusCode()).isIn(502, 503);
        assertThat(away.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(new JsonObject(away.body()).getString("requestId")).isNotEmpty();
        Surroundings.ORDERS.behave((head, in, out) -> Upstream.reply(out, "200 OK", "X-Upstream: yes", "{}"));
        assertThat(send(as(shop, "/api/v1/b2c/orders").build()).statusCode()).isEqualTo(200);
    }

    private static String read(InputStream in, int length) throws Exception {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private URI at(String path) {
        return gateway.resolve(path);
    }

    private HttpRequest.Builder as(String token, String path) {
        return HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + token);
    }

    private HttpRequest post(String path, String json) {
        return HttpRequest.newBuilder(at(path)).header("Content-Type", "application/json")
                .POST(json.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json)).build();
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
