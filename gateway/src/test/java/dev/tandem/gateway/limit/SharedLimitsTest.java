package dev.tandem.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.platform.testing.Eventually;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** Several replicas and a real Redis: what they let through together, and what they do when it is not there. */
@Tag("all")
class SharedLimitsTest {

    private static final int QUOTA = 100;
    private static final Duration SHARE = Duration.ofMillis(600);

    @TempDir
    Path folder;

    private final HeldClock clock = new HeldClock();
    private final List<Replica> replicas = new ArrayList<>();
    private RedisServer redis;

    private static final class HeldClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    /** One process of the gateway, as far as its limits go. */
    private record Replica(Limits limits, Vertx vertx, MeterRegistry meters) {

        Optional<Verdict> take(String caller) {
            try {
                return limits.take(Policy.DEFAULT, caller).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            } catch (Exception unanswered) {
                throw new AssertionError(unanswered);
            }
        }

        boolean shares() {
            return meters.get("tandem.gateway.limits.store.used").gauge().value() == 1;
        }

        long allowed(String caller, int requests) {
            return IntStream.range(0, requests).filter(request -> take(caller).orElseThrow().isAllowed()).count();
        }
    }

    @BeforeEach
    void startRedis() throws Exception {
        RedisServer.need();
        redis = new RedisServer(folder, "pass word:@");
        redis.start();
    }

    @AfterEach
    void stop() {
        replicas.forEach(replica -> {
            replica.limits().close();
            replica.vertx().close();
        });
        redis.close();
    }

    private Replica replica(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("tandem.gateway.limits.default.quota", Integer.toString(QUOTA),
                "tandem.gateway.limits.guest.quota", "10", "tandem.gateway.limits.anonymous.quota", "10",
                "tandem.gateway.limits.sign-in.quota", "10", "tandem.gateway.limits.redis.url", redis.url(),
                "tandem.gateway.limits.redis.password", "pass word:@", "tandem.gateway.limits.redis.pause", "50ms"));
        settings.putAll(more);
        LimitConfig config = new SmallRyeConfigBuilder().withMapping(LimitConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100)).build().getConfigMapping(LimitConfig.class);
        MeterRegistry meters = new SimpleMeterRegistry();
        Vertx vertx = Vertx.vertx();
        Replica replica = new Replica(new Limits(config, new StoppableTicks(), clock, vertx, new LimitGauges(meters)), vertx,
                meters);
        replicas.add(replica);
        return replica;
    }

    private Replica sharing(Map<String, String> more) {
        Replica replica = replica(more);
        until("the replica counts with the others", replica::shares);
        return replica;
    }

    @Test
    void letExactlyTheQuotaThroughTogetherHoweverManyComeAtOnce() throws Exception {
        // Patient, because a slow machine must not make a replica count alone here.
        for (int replica = 0; replica < 4; replica++) {
            sharing(Map.of("tandem.gateway.limits.redis.timeout", "20s"));
        }
        assertThat(allowedAtOnce("anna", 10 * QUOTA)).isEqualTo(QUOTA);
        assertThat(allowedAtOnce("bert", 10 * QUOTA)).as("another caller").isEqualTo(QUOTA);
        assertThat(allowedAtOnce("anna", 40)).isZero();
        clock.pass(SHARE.minusMillis(1));
        assertThat(allowedAtOnce("anna", 40)).isZero();
        clock.pass(Duration.ofMillis(1));
        assertThat(allowedAtOnce("anna", 40)).as("one request's share of the window later").isEqualTo(1);
        clock.pass(Duration.ofMinutes(1));
        assertThat(allowedAtOnce("anna", 10 * QUOTA)).as("a window later").isEqualTo(QUOTA);
        assertThat(replicas).allSatisfy(replica -> assertThat(failures(replica)).isZero());
    }

    private long allowedAtOnce(String caller, int requests) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<java.util.concurrent.Future<Future<Optional<Verdict>>>> sent = new ArrayList<>();
            for (int request = 0; request < requests; request++) {
                Limits limits = replicas.get(request % replicas.size()).limits();
                sent.add(threads.submit(() -> limits.take(Policy.DEFAULT, caller)));
            }
            long allowed = 0;
            for (var each : sent) {
                allowed += each.get().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS).orElseThrow()
                        .isAllowed() ? 1 : 0;
            }
            return allowed;
        }
    }

    @Test
    void saysAcrossReplicasHowManyMayCome() {
        Replica one = sharing(Map.of());
        Replica other = sharing(Map.of());
        assertThat(one.take("anna").orElseThrow().stated()).isEqualTo("\"default\";r=99;t=1");
        assertThat(other.take("anna").orElseThrow().stated()).isEqualTo("\"default\";r=98;t=1");
    }

    @Test
    void countAloneWhileRedisIsGoneAndTogetherAgainWhenItIsBack() throws Exception {
        Replica one = sharing(Map.of());
        Replica other = sharing(Map.of());
        assertThat(one.allowed("anna", 60) + other.allowed("anna", 60)).isEqualTo(QUOTA);

        redis.kill();
        assertThat(one.allowed("anna", 150)).as("its own count").isEqualTo(QUOTA);
        assertThat(other.allowed("anna", 150)).isEqualTo(QUOTA);
        assertThat(one.shares()).isFalse();
        assertThat(failures(one)).isPositive();

        redis.start();
        until("both count together again", () -> one.shares() && other.shares());
        assertThat(one.allowed("bert", 60) + other.allowed("bert", 60)).isEqualTo(QUOTA);
    }

    @Test
    void areNotSlowedDownByARedisThatIsSilent() throws Exception {
        Replica one = sharing(Map.of());
        assertThat(one.allowed("anna", 10)).isEqualTo(10);
        redis.fallSilent();
        long begun = System.nanoTime();
        assertThat(one.allowed("anna", 150)).isEqualTo(QUOTA);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("one request waited for 100 ms, the others for nothing")
                .isBetween(Duration.ofMillis(95), Duration.ofSeconds(5));
        assertThat(one.shares()).isFalse();
        redis.speakAgain();
        until("the replica shares again", one::shares);
        assertThat(one.allowed("bert", 150)).isEqualTo(QUOTA);
    }

    @Test
    void leaveARedisAloneThatIsFull() throws Exception {
        Replica one = sharing(Map.of());
        redis.command("config", "set", "maxmemory", "1");
        assertThat(one.allowed("anna", 150)).isEqualTo(QUOTA);
        assertThat(one.shares()).as("it answers a ping, but takes nothing in").isFalse();
        long before = failures(one);
        until("it was asked again", () -> failures(one) > before);
        assertThat(one.shares()).isFalse();
        redis.command("config", "set", "maxmemory", "0");
        until("the replica shares again", one::shares);
    }

    @Test
    void startWithoutRedisAndFindItLater() throws Exception {
        redis.kill();
        Replica one = replica(Map.of());
        assertThat(one.allowed("anna", 150)).isEqualTo(QUOTA);
        assertThat(one.shares()).isFalse();
        redis.start();
        until("the replica has found it", one::shares);
        assertThat(one.allowed("anna", 150)).as("nobody counted her here before").isEqualTo(QUOTA);
    }

    @Test
    void countAloneWithAWrongPassword() {
        Replica one = replica(Map.of("tandem.gateway.limits.redis.password", "wrong"));
        until("it was refused", () -> failures(one) > 0);
        assertThat(one.shares()).isFalse();
        assertThat(one.allowed("anna", 150)).isEqualTo(QUOTA);
    }

    @Test
    void letNobodyThroughUncountedWhereThatIsWanted() throws Exception {
        Replica one = sharing(Map.of("tandem.gateway.limits.when-store-is-down", "refuse"));
        HttpResponse<String> counted = ask(one);
        assertThat(counted.statusCode()).isEqualTo(200);
        assertThat(counted.headers().firstValue("RateLimit")).contains("\"default\";r=99;t=1");

        redis.kill();
        HttpResponse<String> refused = ask(one);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("\"code\":\"overloaded\"");

        redis.start();
        until("it counts again", one::shares);
        assertThat(ask(one).statusCode()).isEqualTo(200);
    }

    private static void until(String what, BooleanSupplier isSo) {
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(isSo.getAsBoolean()).as(what).isTrue());
    }

    private static HttpResponse<String> ask(Replica replica) throws Exception {
        Router router = Router.router(replica.vertx());
        router.route().handler(context -> replica.limits().admit(context, Policy.DEFAULT, "anna",
                () -> context.response().end("in")));
        HttpServer server = replica.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/")).build(),
                    HttpResponse.BodyHandlers.ofString());
        } finally {
            server.close();
        }
    }

    private static long failures(Replica replica) {
        return Math.round(replica.meters().get("tandem.gateway.limits.store.failures").counter().count());
    }
}
