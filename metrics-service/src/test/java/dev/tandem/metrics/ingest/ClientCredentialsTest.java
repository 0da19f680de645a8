package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

class ClientCredentialsTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final List<String> asked = new ArrayList<>();
    private final HttpClient http = FeedClient.http();
    private HttpServer issuer;
    private int status = 200;
    private String reply = "";

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/token", exchange -> {
            String login = exchange.getRequestHeaders().getFirst("Authorization").replace("Basic ", "");
            asked.add(new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8) + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = (reply.isEmpty() ? "{\"access_token\":\"t%d\",\"expires_in\":300}".formatted(asked.size()) : reply)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
        http.close();
    }

    @Test
    void asksInItsOwnNameOnceUntilTheTokenNearsItsEnd() {
        FeedToken token = credentials("metrics", "s e:c", Optional.of("feeds"));

        assertThat(token.token()).contains("t1");
        now.set(BEGIN.plusSeconds(224));
        assertThat(token.token()).contains("t1");
        now.set(BEGIN.plusSeconds(225));
        assertThat(token.token()).contains("t2");
        assertThat(asked).hasSize(2).containsOnly("metrics:s+e%3Ac grant_type=client_credentials&scope=feeds");
    }

    @Test
    void asksAgainAfterAServiceRefusedTheToken() {
        FeedToken token = credentials("metrics", "secret", Optional.empty());
        token.token();

        token.refused();

        assertThat(token.token()).contains("t2");
        assertThat(asked).containsOnly("metrics:secret grant_type=client_credentials");
    }

    @Test
    void takesATokenOfUnknownLifeForAShortOne() {
        reply = "{\"access_token\":\"short\"}";
        FeedToken token = credentials("metrics", "secret", Optional.empty());
        token.token();
        now.set(BEGIN.plusSeconds(45));

        assertThat(token.token()).contains("short");
        assertThat(asked).hasSize(2);
    }

    @Test
    void saysWhyThereIsNoTokenAndRepeatsNothingElse() {
        FeedToken token = credentials("metrics", "hush", Optional.empty());
        status = 401;
        reply = "{\"error\":\"invalid_client\",\"error_description\":\"hush is wrong\"}";
        assertThatThrownBy(token::token).isInstanceOf(FeedFailure.class)
                .hasMessage("The issuer answered 401 (invalid_client) when asked for a token for the feeds");
        reply = "<html>hush</html>";
        assertThatThrownBy(token::token).hasMessage("The issuer answered 401 when asked for a token for the feeds");
        status = 200;
        assertThatThrownBy(token::token).hasMessageContaining("not JSON");
        reply = "{}";
        assertThatThrownBy(token::token).hasMessageContaining("no token");
    }

    private FeedToken credentials(String id, String secret, Optional<String> scope) {
        URI url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/token");
        return new ClientCredentials(new FeedsConfig.Client() {
            @Override
            public URI tokenUrl() {
                return url;
            }

            @Override
            public String id() {
                return id;
            }

            @Override
            public String secret() {
                return secret;
            }

            @Override
            public Optional<String> scope() {
                return scope;
            }
        }, http, ((InstantSource) now::get).withZone(ZoneOffset.UTC));
    }
}
