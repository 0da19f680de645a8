package dev.tandem.gateway.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.gateway.Keys;
import dev.tandem.gateway.Surroundings;
import dev.tandem.gateway.Upstream;
import dev.tandem.gateway.limit.StoppableTicks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;

/** Limits as a client meets them, with the quotas that are shipped. Each test comes from addresses of its own. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class RateLimitTest {

    private static final String ORDERS = "/api/v1/b2c/orders";

    @TestHTTPResource("/")
    URI gateway;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void stopTheTime() {
        StoppableTicks.stop();
        Surroundings.ORDERS.behave((head, in, out) -> Upstream.reply(out, "200 OK",
                "X-Upstream: yes\r\nRateLimit: \"foreign\";r=9;t=9", "{}"));
    }

    @AfterEach
    void letTheTimeGoOn() {
        StoppableTicks.goOn();
    }

    @Test
    void letsExactlyTheQuotaThroughAndRefusesTheNext() throws Exception {
        String guest = token(Surroundings.GUEST, "tandem-guest", "guest");
        for (int left = 119; left >= 0; left--) {
            HttpResponse<String> reply = get(ORDERS, guest, "127.0.1.1");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().allValues("RateLimit-Policy")).containsExactly("\"guest\";q=120;w=60");
            assertThat(reply.headers().allValues("RateLimit")).containsExactly("\"guest\";r=" + left + ";t=1");
            assertThat(reply.headers().firstValue("Retry-After")).isEmpty();
        }
        HttpResponse<String> refused = get(ORDERS, guest, "127.0.1.1");
        assertRefused(refused, "\"guest\";q=120;w=60", "\"guest\";r=0;t=1", "1");
        assertThat(Surroundings.ORDERS.heads()).as("the service saw what was let through, no more").hasSize(120);
        assertThat(get("/api/v1/nothing", guest, "127.0.1.1").statusCode()).as("whatever he asks for").isEqualTo(429);

        StoppableTicks.pass(Duration.ofMillis(499));
        assertThat(get(ORDERS, guest, "127.0.1.1").statusCode()).isEqualTo(429);
        StoppableTicks.pass(Duration.ofMillis(1));
        assertThat(get(ORDERS, guest, "127.0.1.1").statusCode()).as("after one request's share of the window").isEqualTo(200);
        assertThat(get(ORDERS, guest, "127.0.1.1").statusCode()).isEqualTo(429);
    }

    @Test
    void countsEachCallerAlone() throws Exception {
        String guest = token(Surroundings.GUEST, "tandem-guest", "guest");
        for (int request = 0; request < 121; request++) {
            get(ORDERS, guest, "127.0.1.2");
        }
        assertThat(get(ORDERS, guest, "127.0.1.2").statusCode()).isEqualTo(429);
        String another = token(Surroundings.GUEST, "tandem-guest", "guest");
        assertThat(get(ORDERS, another, "127.0.1.2").headers().firstValue("RateLimit")).contains("\"guest\";r=119;t=1");
        HttpResponse<String> person = get(ORDERS, token(Surroundings.LOCAL, "tandem-local", "admin"), "127.0.1.2");
        assertThat(person.statusCode()).isEqualTo(200);
        assertThat(person.headers().firstValue("RateLimit-Policy")).contains("\"default\";q=1200;w=60");
        assertThat(person.headers().firstValue("RateLimit")).contains("\"default\";r=1199;t=1");
    }

    @Test
    void readsNoBodyOfWhatItRefuses() throws Exception {
        String guest = token(Surroundings.GUEST, "tandem-guest", "guest");
        for (int request = 0; request < 120; request++) {
            get(ORDERS, guest, "127.0.1.3");
        }
        Surroundings.ORDERS.behave((head, in, out) -> Upstream.reply(out, "201 Created", "X-Upstream: yes", "{}"));
        HttpResponse<String> refused = client("127.0.1.3").send(HttpRequest.newBuilder(gateway.resolve(ORDERS))
                .header("Authorization", "Bearer " + guest).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[600_000]))
                .build(), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Surroundings.ORDERS.heads()).isEmpty();
    }

    @Test
    void boundsTheGuessesAtPasswordsOfOneAddress() throws Exception {
        for (int guess = 0; guess < 30; guess++) {
            assertThat(signIn("wrong" + guess, "127.0.1.4").statusCode()).isEqualTo(401);
        }
        assertRefused(signIn("tandem", "127.0.1.4"), "\"sign-in\";q=30;w=60", "\"sign-in\";r=0;t=2", "2");
        assertThat(signIn("tandem", "127.0.1.5").statusCode()).as("another address").isEqualTo(200);
        StoppableTicks.pass(Duration.ofSeconds(2));
        assertThat(signIn("tandem", "127.0.1.4").statusCode()).isEqualTo(200);
        assertThat(signIn("tandem", "127.0.1.4").statusCode()).isEqualTo(429);
    }

    @Test
    void boundsWhatAStrangerMayAsk() throws Exception {
        for (int request = 0; request < 60; request++) {
            assertThat(get(ORDERS, "", "127.0.1.6").statusCode()).isEqualTo(401);
            assertThat(get(ORDERS, "no.such.token", "127.0.1.6").statusCode()).isEqualTo(401);
        }
        assertRefused(get(ORDERS, "no.such.token", "127.0.1.6"), "\"anonymous\";q=120;w=60", "\"anonymous\";r=0;t=1", "1");
        assertThat(becomeGuest("127.0.1.6").statusCode()).isEqualTo(429);
        assertThat(get("/openapi", "", "127.0.1.6").statusCode()).isEqualTo(429);
        assertThat(becomeGuest("127.0.1.7").statusCode()).isEqualTo(200);
        String person = token(Surroundings.LOCAL, "tandem-local", "admin");
        assertThat(get(ORDERS, person, "127.0.1.6").statusCode()).as("a token counts for itself").isEqualTo(200);
    }

    @Test
    void doesNotCountHealthAndPages() throws Exception {
        for (String path : List.of("/q/health/ready", "/", "/docs/", "/nothing")) {
            assertThat(get(path, "", "127.0.1.8").headers().firstValue("RateLimit")).as(path).isEmpty();
        }
    }

    @Test
    void tellsHowManyItRefusedAndNotWhom() throws Exception {
        double before = refused();
        String guest = token(Surroundings.GUEST, "tandem-guest", "guest");
        for (int request = 0; request < 123; request++) {
            get(ORDERS, guest, "127.0.1.9");
        }
        assertThat(refused() - before).isEqualTo(3);
        assertThat(meters.find("tandem.gateway.limits.requests").meters())
                .allSatisfy(
                        meter -> assertThat(meter.getId().getTags()).extracting("key").containsExactly("outcome", "policy"));
    }

    private double refused() {
        var counter = meters.find("tandem.gateway.limits.requests").tags("policy", "guest", "outcome", "refused").counter();
        return counter == null ? 0 : counter.count();
    }

    private static void assertRefused(HttpResponse<String> reply, String policy, String limit, String retryAfter) {
        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.headers().allValues("RateLimit-Policy")).containsExactly(policy);
        assertThat(reply.headers().allValues("RateLimit")).containsExactly(limit);
        assertThat(reply.headers().allValues("Retry-After")).containsExactly(retryAfter);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = new JsonObject(reply.body());
        assertThat(problem.getString("code")).isEqualTo("rate-limited");
        assertThat(problem.getString("title")).isEqualTo("Too many requests");
        assertThat(problem.getInteger("status")).isEqualTo(429);
        assertThat(problem.getString("requestId")).isEqualTo(reply.headers().firstValue("X-Request-Id").orElseThrow());
    }

    private static String token(Keys keys, String issuer, String role) {
        JwtClaims claims = keys.claims(issuer, role);
        claims.setSubject(UUID.randomUUID().toString());
        return keys.sign(claims);
    }

    private HttpResponse<String> get(String path, String token, String from) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client(from).send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> signIn(String password, String from) throws Exception {
        return client(from).send(HttpRequest.newBuilder(gateway.resolve("/auth/token"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("username", "shop").put("password", password).encode()))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> becomeGuest(String from) throws Exception {
        return client(from).send(HttpRequest.newBuilder(gateway.resolve("/auth/guest"))
                .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final Map<String, HttpClient> CLIENTS = new HashMap<>();

    private static HttpClient client(String from) {
        return CLIENTS.computeIfAbsent(from, address -> HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(address)).build());
    }
}
