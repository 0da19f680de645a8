package dev.tandem.gateway.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.gateway.Raw;
import dev.tandem.gateway.Surroundings;
import dev.tandem.gateway.Upstream;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;

@QuarkusTest
@WithTestResource(Surroundings.class)
class FrontDoorTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MIB = 1024 * 1024;

    @TestHTTPResource("/")
    URI gateway;

    @BeforeEach
    void answerPlainly() {
        Upstream.Behaviour plain = (head, in, out) -> Upstream.reply(out, "200 OK", "X-Upstream: yes", "{}");
        Surroundings.ACCOUNTS.behave(plain);
        Surroundings.ORDERS.behave(plain);
    }

    @Test
    void passesThePathAndTheQueryUnchangedToTheirOwner() throws Exception {
        HttpResponse<String> reply = send(get("/api/v1/b2c/orders/count?status=PAID%20X&a=b,c"));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(Surroundings.ORDERS.heads()).singleElement().asString()
                .startsWith("GET /api/v1/b2c/orders/count?status=PAID%20X&a=b,c HTTP/1.1\r\n");
        assertThat(Surroundings.ACCOUNTS.heads()).isEmpty();
    }

    @Test
    void asksForATokenBeforeAnythingElse() throws Exception {
        HttpResponse<String> reply = send(HttpRequest.newBuilder(at("/api/v1/b2b/accounts")).build());
        assertProblem(reply, 401, "unauthenticated");
        assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertProblem(send(HttpRequest.newBuilder(at("/api/v1/nothing")).build()), 401, "unauthenticated");
        assertProblem(send(HttpRequest.newBuilder(at("/api/v1/b2b/accounts")).header("Authorization", "Basic eDp5").build()),
                401, "invalid-token");
        assertThat(Surroundings.ACCOUNTS.heads()).isEmpty();
    }

    @Test
    void keepsAValidRequestIdAndReplacesAnotherOne() throws Exception {
        HttpResponse<String> kept = send(builder("/api/v1/b2b/accounts").header("X-Request-Id", "my-request-1").build());
        assertThat(kept.headers().allValues("X-Request-Id")).containsExactly("my-request-1");
        assertThat(Surroundings.ACCOUNTS.heads().getFirst()).containsIgnoringCase("x-request-id: my-request-1\r\n");
        HttpResponse<String> made = send(builder("/api/v1/b2b/accounts").header("X-Request-Id", "bad id<").build());
        assertThat(made.headers().allValues("X-Request-Id")).singleElement().asString().doesNotContain("bad");
    }

    @Test
    void servesNeitherFeedsNorTheManagementOfAnyone() throws Exception {
        for (String path : List.of("/feeds/order", "/q/metrics", "/q/openapi", "/q/dev", "/q", "/webjars/swagger-ui/x.js",
                "/api/v1/unknown", "/anything")) {
            assertProblem(send(get(path)), 404, "not-found");
        }
        assertThat(send(get("/q/health/ready")).statusCode()).isEqualTo(200);
        assertThat(Surroundings.ORDERS.heads()).isEmpty();
    }

    @Test
    void refusesAPathThatWouldNeedRepair() throws Exception {
        for (String path : List.of("/api/v1/b2b/../../../q/health", "/api/v1/b2b//accounts", "/api/v1/b2b/%2e%2e/x",
                "/api/v1/b2b/a;b", "/api/v1/b2b%2faccounts", "/api/v1/b2b/a%00")) {
            assertThat(Raw.get(gateway, path, Surroundings.token("admin"), "")).as(path).startsWith("HTTP/1.1 400 ")
                    .contains("invalid-path");
        }
        assertThat(Raw.get(gateway, "/api/v1/b2b/a\\b", Surroundings.token("admin"), "")).startsWith("HTTP/1.1 400 ");
        assertThat(Surroundings.ACCOUNTS.heads()).isEmpty();
    }

    @Test
    void keepsHopByHopFieldsFromTheUpstream() throws Exception {
        Raw.get(gateway, "/api/v1/b2b/accounts", Surroundings.token("admin"), "Connection: close, X-User\r\nX-User: admin\r\n"
                + "TE: trailers\r\nUpgrade: h2c\r\nKeep-Alive: timeout=5\r\nProxy-Authorization: x\r\nX-Kept: yes\r\n");
        String head = Surroundings.ACCOUNTS.heads().getFirst();
        assertThat(head).contains("X-Kept: yes\r\n").containsIgnoringCase("authorization: Bearer ")
                .doesNotContainIgnoringCase("x-user").doesNotContainIgnoringCase("\r\nte:")
                .doesNotContainIgnoringCase("upgrade").doesNotContainIgnoringCase("keep-alive:")
                .doesNotContainIgnoringCase("proxy-authorization");
    }

    @Test
    void keepsHopByHopFieldsFromTheClient() throws Exception {
        Surroundings.ACCOUNTS.behave((head, in, out) -> Upstream.reply(out, "200 OK",
                "Connection: X-Internal\r\nX-Internal: secret\r\nKeep-Alive: timeout=9\r\nServer: x/1\r\nX-Shown: yes", "{}"));
        String reply = Raw.get(gateway, "/api/v1/b2b/accounts", Surroundings.token("admin"), "");
        assertThat(reply).startsWith("HTTP/1.1 200 ").contains("X-Shown: yes").doesNotContain("secret")
                .doesNotContainIgnoringCase("keep-alive").doesNotContainIgnoringCase("server:");
    }

    @Test
    void writesTheForwardedFieldsItselfAndBelievesNoClient() throws Exception {
        Raw.get(gateway, "/api/v1/b2b/accounts", Surroundings.token("admin"),
                "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\n"
                        + "X-Forwarded-Prefix: /evil\r\nForwarded: for=6.6.6.6\r\nX-HTTP-Method-Override: DELETE\r\n");
        String head = Surroundings.ACCOUNTS.heads().getFirst();
        assertThat(head).contains("X-Forwarded-For: 127.0.0.1\r\n").contains("X-Forwarded-Proto: http\r\n")
                .contains("X-Forwarded-Host: shop.example\r\n").doesNotContain("6.6.6.6").doesNotContain("evil")
                .doesNotContainIgnoringCase("override");
    }

    @Test
    void passesASoundTraceAndDropsABrokenOne() throws Exception {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        send(builder("/api/v1/b2b/accounts").header("traceparent", trace).build());
        assertThat(Surroundings.ACCOUNTS.heads().getFirst()).contains("traceparent: " + trace);
        answerPlainly();
        send(builder("/api/v1/b2b/accounts").header("traceparent", "00-zz").build());
        assertThat(Surroundings.ACCOUNTS.heads().getFirst()).doesNotContain("traceparent");
    }

    @Test
    void refusesAHeaderBlockOver16KiB() throws Exception {
        String large = Raw.get(gateway, "/api/v1/b2b/accounts", Surroundings.token("admin"),
                "X-Large: " + "x".repeat(17_000) + "\r\n");
        assertThat(large).startsWith("HTTP/1.1 431 ").contains("header-too-large");
        assertThat(Raw.get(gateway, "/api/v1/b2b/accounts", Surroundings.token("admin"),
                "X-Huge: " + "x".repeat(60_000) + "\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(Surroundings.ACCOUNTS.heads()).isEmpty();
    }

    @Test
    void refusesADeclaredBodyOverItsLimitBeforeTheUpstreamSeesAByte() throws Exception {
        HttpResponse<String> reply = send(builder("/api/v1/b2b/accounts")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[MIB + 1])).build());
        assertProblem(reply, 413, "too-large");
        assertThat(Surroundings.ACCOUNTS.heads()).isEmpty();
    }

    @Test
    void cutsOffABodyOfUnknownLengthAtItsLimit() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        Surroundings.ACCOUNTS.behave((head, in, out) -> {
            String read = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!read.endsWith("0\r\n\r\n")) {
                cut.countDown();
            }
        });
        HttpResponse<String> reply = send(builder("/api/v1/b2b/accounts").POST(
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(new byte[2 * MIB]))).build());
        assertProblem(reply, 413, "too-large");
        assertThat(cut.await(5, TimeUnit.SECONDS)).as("the upstream sees that the body is not whole").isTrue();
    }

    @Test
    void streamsAnImportOf64MiBWithoutKeepingIt() throws Exception {
        AtomicLong received = new AtomicLong();
        AtomicLong peak = new AtomicLong();
        Surroundings.ORDERS.behave((head, in, out) -> {
            byte[] buffer = new byte[64 * 1024];
            long before = used();
            for (long rest = 64L * MIB, n; rest > 0
                    && (n = in.read(buffer, 0, (int) Math.min(buffer.length, rest))) > 0; rest -= n) {
                if (received.addAndGet(n) % (8 * MIB) < n) {
                    peak.accumulateAndGet(used() - before, Math::max);
                }
            }
            Upstream.reply(out, "202 Accepted", "Location: " + Surroundings.ORDERS.url() + "/api/v1/b2c/imports/1", "{}");
        });
        byte[] block = new byte[MIB];
        HttpResponse<String> reply = send(builder("/api/v1/b2c/imports/order").header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers
                        .ofByteArrays(() -> IntStream.range(0, 64).mapToObj(i -> block).iterator()), 64L * MIB))
                .build());
        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(reply.headers().firstValue("Location")).contains("/api/v1/b2c/imports/1");
        assertThat(received.get()).isEqualTo(64L * MIB);
        assertThat(peak.get()).as("heap growth while streaming").isLessThan(24L * MIB);
    }

    /** The bound of a request, one second here, ends when the reply begins. */
    @Test
    void letsAStreamOfEventsLastLongerThanARequestMay() throws Exception {
        Surroundings.ACCOUNTS.behave((head, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(1500)) {
                out.write("6\r\nevent\n\r\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
            out.write("5\r\nlast\n\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
        HttpResponse<String> reply = send(get("/api/v1/b2b/accounts"));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).startsWith("event\n").endsWith("last\n");
    }

    @Test
    void passesTheFirstBytesOfAReplyBeforeItsEnd() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        Surroundings.ACCOUNTS.behave((head, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "6\r\nfirst\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            boolean seen = firstSeen.await(5, TimeUnit.SECONDS);
            out.write((seen ? "5\r\nlast\n\r\n0\r\n\r\n" : "0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
        HttpResponse<InputStream> reply = CLIENT.send(get("/api/v1/b2b/accounts"), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = reply.body()) {
            assertThat(new String(body.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("first\n");
            firstSeen.countDown();
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("last\n");
        }
    }

    @Test
    void tellsTheUpstreamWhenTheClientHasGone() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        Surroundings.ACCOUNTS.behave((head, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (in.read() < 0) {
                gone.countDown();
            }
        });
        HttpResponse<InputStream> reply = CLIENT.send(get("/api/v1/b2b/accounts"), HttpResponse.BodyHandlers.ofInputStream());
        reply.body().close();
        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void says502WhenTheUpstreamBreaksOff() throws Exception {
        Surroundings.ACCOUNTS.behave((head, in, out) -> {
        });
        assertProblem(send(get("/api/v1/b2b/accounts")), 502, "upstream-unavailable");
        assertThat(Surroundings.ACCOUNTS.heads()).as("a read is tried once more").hasSize(2);
    }

    @Test
    void neverSendsAWriteTwice() throws Exception {
        Surroundings.ACCOUNTS.behave((head, in, out) -> {
        });
        assertProblem(send(builder("/api/v1/b2b/accounts").POST(HttpRequest.BodyPublishers.ofString("{}")).build()), 502,
                "upstream-unavailable");
        assertThat(Surroundings.ACCOUNTS.heads()).hasSize(1);
    }

    @Test
    void says504WhenTheUpstreamDoesNotAnswerInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Surroundings.ACCOUNTS.behave((head, in, out) -> end.await(20, TimeUnit.SECONDS));
        assertProblem(send(get("/api/v1/b2b/accounts")), 504, "upstream-timeout");
        end.countDown();
    }

    @Test
    void breaksTheConnectionWhenAReplyBreaksOff() throws Exception {
        Surroundings.ACCOUNTS.behave((head, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
        String reply = Raw.get(gateway, "/api/v1/b2b/accounts", Surroundings.token("admin"), "");
        assertThat(reply).startsWith("HTTP/1.1 200 ").contains("ontent-").endsWith("half");
    }

    @Test
    void refusesAmbiguousFraming() throws Exception {
        String start = "POST /api/v1/b2b/accounts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Surroundings.token("admin")
                + "\r\n";
        assertThat(Raw.say(gateway, start + "Transfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(Raw.say(gateway, start + "Transfer-Encoding: x\r\n\r\n0\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(Raw.say(gateway, start + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x")).startsWith("HTTP/1.1 400 ");
        assertThat(Raw.say(gateway, start + "Content-Length: +2\r\n\r\n{}")).startsWith("HTTP/1.1 400 ");
        assertThat(Surroundings.ACCOUNTS.heads()).isEmpty();
    }

    @Test
    void answersARefusedUploadWhileItIsStillComing() throws Exception {
        HttpResponse<String> reply = send(HttpRequest.newBuilder(at("/api/v1/b2c/imports/order"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[4 * MIB])).build());
        assertProblem(reply, 401, "unauthenticated");
    }

    @Test
    void guardsEveryReplyWithSecurityHeaders() throws Exception {
        for (String path : List.of("/", "/api/v1/b2b/accounts", "/nothing")) {
            HttpResponse<String> reply = send(get(path));
            assertThat(reply.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void assertProblem(HttpResponse<String> reply, int status, String code) {
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = new JsonObject(reply.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("type")).isEqualTo("urn:tandem:problem:" + code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("requestId")).isEqualTo(reply.headers().firstValue("X-Request-Id").orElseThrow());
    }

    private HttpRequest get(String path) {
        return builder(path).build();
    }

    private HttpRequest.Builder builder(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(20)).header("Authorization",
                "Bearer " + Surroundings.token("admin"));
    }

    private URI at(String path) {
        return gateway.resolve(path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
