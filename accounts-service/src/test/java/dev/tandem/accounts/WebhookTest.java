package dev.tandem.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class WebhookTest {

    private record Call(String timestamp, String signature, byte[] body) {
    }

    @Test
    void aNewProductIsToldToWhoAskedForIt() throws Exception {
        BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        receiver.createContext("/", exchange -> {
            calls.add(new Call(exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"), exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            JsonPath webhook = Http.create("webhooks",
                    "{\"name\":\"catalogue\",\"kinds\":[\"product\"],\"url\":\"http://127.0.0.1:"
                            + receiver.getAddress().getPort() + "/\"}");
            String sku = Http.unique("told");
            String id = Http.create("products", "{\"sku\":\"" + sku + "\"}").getString("id");

            Call call = calls.poll(30, TimeUnit.SECONDS);
            assertThat(call).isNotNull();
            assertThat(call.signature()).isEqualTo(signature(webhook.getString("secret"), call));
            JsonPath event = JsonPath.from(new String(call.body(), StandardCharsets.UTF_8));
            assertThat(event.<Map<String, Object>> get("$")).containsEntry("type", "tandem.product.v1")
                    .containsEntry("source", "/accounts-service").containsEntry("subject", id)
                    .containsEntry("change", "UPSERT");
            assertThat(event.getString("data.sku")).isEqualTo(sku);
            Eventually.within(Duration.ofSeconds(10), () -> Http.as("admin")
                    .get(Http.B2B + "webhooks/" + webhook.getString("id") + "/deliveries").then()
                    .body("items[0].state", equalTo("DELIVERED"), "items[0].subject", equalTo(id)));
            Http.as("admin").header("If-Match", "\"1\"").delete(Http.B2B + "webhooks/" + webhook.getString("id")).then()
                    .statusCode(204);
        } finally {
            receiver.stop(0);
        }
    }

    private static String signature(String secret, Call call) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((call.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(call.body()));
    }
}
