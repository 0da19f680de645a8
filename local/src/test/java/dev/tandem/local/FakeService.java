package dev.tandem.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.sun.net.httpserver.HttpServer;

/** Stands in for any of the four services: ready at once, and content with whatever the launcher asks. */
public final class FakeService {
    private static final String HEAD = "AAAAAQAAAAAAAAPoAAAAAAAAAAA";

    private FakeService() {
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        byte[] body = "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Feed-Head", HEAD);
                exchange.getResponseHeaders().add("Feed-Complete-Through", Instant.now().toString());
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }
}
