package dev.tandem.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;

/** The connection goes where it is told and the certificate has to be the one of the name. */
class WebhookClientTest {

    private static final String PASSWORD = "changeit";
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static HttpsServer server;
    private static final List<String> HOSTS = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        Path store = folder.resolve("hooks.p12");
        Process made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "hooks", "-keyalg", "EC", "-dname", "CN=hooks.example.com", "-ext", "san=dns:hooks.example.com",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD).inheritIO().start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(HERE, 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            HOSTS.add(exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void close() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void connectsToTheCheckedAddressUnderTheNameOfTheUrl() {
        int port = server.getAddress().getPort();

        assertThat(post(trusting(), "https://hooks.example.com:" + port + "/x").status()).isEqualTo(200);
        assertThat(HOSTS).contains("hooks.example.com:" + port);
    }

    @Test
    void refusesACertificateOfAnotherNameOrFromNobodyWeTrust() {
        int port = server.getAddress().getPort();

        assertThat(post(trusting(), "https://other.example.com:" + port + "/").error()).isEqualTo("tls-failed");
        assertThat(post(WebhookClient.options(4), "https://hooks.example.com:" + port + "/").error()).isEqualTo("tls-failed");
        assertThat(HOSTS).doesNotContain("other.example.com:" + port);
    }

    @Test
    void saysWhyThereIsNoReply() throws IOException {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
            closed = free.getLocalPort();
        }
        assertThat(post(WebhookClient.options(4), "http://hooks.example.com:" + closed + "/").error())
                .isEqualTo("connect-failed");
        try (ServerSocket silent = new ServerSocket(0, 1, HERE)) {
            assertThat(post(WebhookClient.options(4), "http://hooks.example.com:" + silent.getLocalPort() + "/").error())
                    .isEqualTo("timeout");
        }
    }

    private static HttpClientOptions trusting() {
        return WebhookClient.options(4)
                .setTrustOptions(new PfxOptions().setPath(folder.resolve("hooks.p12").toString()).setPassword(PASSWORD));
    }

    private static WebhookClient.Reply post(HttpClientOptions options, String url) {
        WebhookClient client = new WebhookClient(vertx, options, Duration.ofSeconds(2));
        try {
            return client.post(TargetUrl.parse(url), HERE, Map.of("content-type", "text/plain"), new byte[] { '{', '}' });
        } finally {
            client.close();
        }
    }
}
