package dev.tandem.metrics.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.tandem.metrics.ingest.FeedServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A service that reads feeds, of which only the addresses are there at first: the test itself serves them. The addresses
 * go by system properties because test classes and test resources have different class loaders.
 */
public class FeedsTestResource implements QuarkusTestResourceLifecycleManager {

    private static final String PORT = "tandem.testing.feed-port.";
    private static final String TOKEN = "right";

    private Path token;

    @Override
    public Map<String, String> start() {
        try {
            token = Files.writeString(Files.createTempFile("tandem-test-", ".token"), TOKEN);
            return Map.of("tandem.feeds.enabled", "true", "tandem.feeds.accounts.url", reserve("accounts"),
                    "tandem.feeds.orders.url", reserve("orders"), "tandem.feeds.token-file", token.toString(),
                    "tandem.feeds.idle-poll", "1S", "tandem.company.reporting-currencies", "EUR,USD");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reserve(String service) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty(PORT + service, Integer.toString(free.getLocalPort()));
            return "http://localhost:" + free.getLocalPort();
        }
    }

    static FeedServer serve(String service) {
        return new FeedServer(service, TOKEN, Integer.parseInt(System.getProperty(PORT + service)));
    }

    @Override
    public void stop() {
        try {
            Files.deleteIfExists(token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
