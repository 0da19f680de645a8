package dev.tandem.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tandem.local.acceptance.FreePorts;
import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;

class CaughtUpTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private final Ports ports = new Ports(FreePorts.six());
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> figures = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void asksForTheLastTransactionBelowTheHorizon() {
        assertThat(CaughtUp.transactionBefore(head(9000))).isEqualTo(transaction(8999));
    }

    /** While a transaction is open anywhere on the database server, a feed's head lies before what was written last. */
    @Test
    void waitsUntilTheFeedServesAllThatWasWrittenBefore() throws IOException {
        serve(ports.gateway(), exchange -> reply(exchange, 200, Map.of()));
        feed(ports.accounts(), Map.of("", seen(100, BEGIN.minusSeconds(3)), head(100), seen(200, BEGIN.minusMillis(1)),
                head(200), seen(300, BEGIN)));
        feed(ports.orders(), Map.of("", seen(50, BEGIN.plusSeconds(1))));

        caughtUp().await(ports);

        assertThat(figures).hasSize(2);
        assertThat(figures.get(0)).contains("B2B/win_rate").contains("minPosition=accounts%3A" + transaction(299));
        assertThat(figures.get(1)).contains("B2C/orders").contains("minPosition=orders%3A" + transaction(49));
    }

    /** A feed that is asked to wait for news does so although nothing is missing, and there are ten kinds to ask. */
    @Test
    void letsNoFeedWaitThatServesEverythingAlready() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        serve(ports.gateway(), exchange -> reply(exchange, 200, Map.of()));
        for (int port : List.of(ports.accounts(), ports.orders())) {
            serve(port, exchange -> {
                asked.add(exchange.getRequestURI().getQuery());
                reply(exchange, 200, seen(100, BEGIN));
            });
        }

        caughtUp().await(ports);

        assertThat(asked).hasSize(10).allSatisfy(query -> assertThat(query.split("&")).contains("timeout=0"));
    }

    @Test
    void asksAgainWhileTheFiguresAreNotThatFar() throws IOException {
        serve(ports.gateway(), exchange -> reply(exchange, figures.size() < 3 ? 503 : 200, Map.of()));
        feed(ports.accounts(), Map.of("", seen(100, BEGIN)));
        feed(ports.orders(), Map.of("", seen(100, BEGIN)));

        caughtUp().await(ports);

        assertThat(figures).hasSize(4);
    }

    @Test
    void saysSoWhenAFeedDoesNotTellHowFarItIs() throws IOException {
        serve(ports.gateway(), exchange -> reply(exchange, 200, Map.of()));
        serve(ports.accounts(), exchange -> reply(exchange, 200, Map.of("Feed-Head", head(100))));

        assertThatThrownBy(() -> caughtUp().await(ports)).isInstanceOf(Failure.class)
                .hasMessageContaining("the feed of accounts").hasMessageContaining("Feed-Complete-Through");
    }

    private CaughtUp caughtUp() {
        return new CaughtUp(ApiClient.withToken(ports.gatewayUri(), "t"), () -> "t",
                new Terminal(new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8)),
                Clock.fixed(BEGIN, ZoneOffset.UTC));
    }

    private static Map<String, String> seen(long xid, Instant completeThrough) {
        return Map.of("Feed-Head", head(xid), "Feed-Complete-Through", completeThrough.toString());
    }

    /** Every kind of the service answers alike: by the position that is asked from. */
    private void feed(int port, Map<String, Map<String, String>> byPosition) throws IOException {
        Map<String, Map<String, String>> replies = new ConcurrentHashMap<>(byPosition);
        Map<String, String> last = byPosition.values().stream()
                .max(java.util.Comparator.comparing(reply -> reply.get("Feed-Head"))).orElseThrow();
        serve(port, exchange -> reply(exchange, 200, replies.getOrDefault(after(exchange), last)));
    }

    private static String after(HttpExchange exchange) {
        for (String part : exchange.getRequestURI().getQuery().split("&")) {
            if (part.startsWith("after=")) {
                return part.substring("after=".length());
            }
        }
        return "";
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void serve(int port, Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/", exchange -> {
            if (port == ports.gateway()) {
                figures.add(exchange.getRequestURI().toString());
            }
            answer.to(exchange);
        });
        server.start();
        servers.add(server);
    }

    private static void reply(HttpExchange exchange, int status, Map<String, String> headers)
            throws IOException {
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = (status == 200 ? "[]" : "{\"detail\":\"not yet\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String head(long xid) {
        return text(ByteBuffer.allocate(20).putInt(1).putLong(xid).putLong(0));
    }

    private static String transaction(long xid) {
        return text(ByteBuffer.allocate(12).putInt(1).putLong(xid));
    }

    private static String text(ByteBuffer bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
