package dev.tandem.platform.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.journal.Things;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class FeedResourceTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Things things;

    @Inject
    FeedWatch watch;

    @Inject
    FeedEpoch epoch;

    @Inject
    FeedConfig config;

    @Test
    void writesCloudEvents() {
        UUID id = things.create("shape", "a thing");
        FeedClient.Reply reply = readOne("shape");

        assertThat(reply.events().getFirst()).containsOnlyKeys("specversion", "id", "source", "type", "subject", "time",
                "datacontenttype", "position", "entityversion", "recordedat", "change", "data")
                .containsEntry("specversion", "1.0").containsEntry("source", "/toy-service")
                .containsEntry("type", "tandem.shape.v1").containsEntry("subject", id.toString())
                .containsEntry("entityversion", 1).containsEntry("change", "UPSERT");
        Map<String, Object> event = reply.events().getFirst();
        assertThat(UUID.fromString((String) event.get("id")).version()).isEqualTo(7);
        assertThat((String) event.get("time")).endsWith("Z");
        assertThat(Instant.parse((String) event.get("recordedat"))).isBeforeOrEqualTo(Instant.now());
        assertThat(event.get("data")).asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("name", "a thing");
    }

    @Test
    void refusesOneReaderMoreThanItCanKeepWaiting() throws Exception {
        FeedPosition head = new FeedClient("idle").read(1, 0).head();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < config.maxRequests(); i++) {
                waiting.add(threads.submit(() -> FeedClient.get("idle", head.encode(), 10, 60).statusCode()));
            }
            Eventually.within(SOON, () -> assertThat(watch.waiting()).isGreaterThanOrEqualTo(config.maxRequests()));

            FeedClient.get("shape", null, 10, 0).then().statusCode(503).body("code", equalTo("overloaded"))
                    .header("Retry-After", "1");

            things.create("idle", "lets them go");
            for (Future<Integer> one : waiting) {
                assertThat(one.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void isForOtherServicesAlone() {
        given().get("/feeds/shape").then().statusCode(401);
        given().auth().oauth2(TestTokens.of("admin")).get("/feeds/shape").then().statusCode(403);
        FeedClient.get("unheard-of", null, 10, 0).then().statusCode(404);
        FeedClient.get("shape", null, 1001, 0).then().statusCode(400);
        FeedClient.get("shape", null, 10, 61).then().statusCode(400);
    }

    @Test
    void refusesPositionsThatItNeverGave() {
        FeedPosition head = new FeedClient("shape").read(1, 0).head();

        for (String position : List.of("AAAA", "%%%", new FeedPosition(head.epoch(), head.xid() + 1_000_000, 1).encode(),
                new FeedPosition(head.epoch() + 1, 1, 1).encode())) {
            FeedClient.get("shape", position, 10, 0).then().statusCode(409).body("code", equalTo("feed-position-invalid"));
        }
        FeedClient.get("shape", head.encode(), 10, 0).then().statusCode(200);
        FeedClient.get("shape", new FeedPosition(head.epoch(), 1, 1).encode(), 10, 0).then().statusCode(200);
    }

    @Test
    void afterARestoreOnlyPositionsOfKeptEventsAreSound() throws Exception {
        things.create("restored", "before");
        FeedPosition kept = readOne("restored").positions().getFirst();
        try (Connection owner = OwnerConnection.open(); Statement statement = owner.createStatement()) {
            statement.execute("SELECT raise_feed_epoch()");
        }
        UUID after = things.create("restored", "after");

        FeedClient.get("restored", new FeedPosition(kept.epoch(), kept.xid(), kept.seq() + 1_000_000).encode(), 10, 0).then()
                .statusCode(409);
        Eventually.within(SOON, () -> FeedClient.get("restored", kept.encode(), 10, 0).then().statusCode(200)
                .body("subject", equalTo(List.of(after.toString()))));
    }

    @Test
    void aDatabaseThatLivesElsewhereThanBeforeStartsANewEpochOnce() throws Exception {
        things.create("moved", "before");
        FeedPosition kept = readOne("moved").positions().getFirst();
        FeedPosition head = new FeedClient("moved").read(1, 0).head();
        epoch.keep();
        assertThat(new FeedClient("moved").read(1, 0).head().epoch()).as("nothing happened").isEqualTo(head.epoch());
        try (Connection owner = OwnerConnection.open(); Statement statement = owner.createStatement()) {
            statement.execute("UPDATE feed_epoch SET origin = 'the server of the backup'");
        }

        epoch.keep();
        epoch.keep();

        assertThat(new FeedClient("moved").read(1, 0).head().epoch()).as("once").isEqualTo(head.epoch() + 1);
        UUID after = things.create("moved", "after");
        FeedClient.get("moved", head.encode(), 10, 0).then().statusCode(409).body("code", equalTo("feed-position-invalid"));
        Eventually.within(SOON, () -> FeedClient.get("moved", kept.encode(), 10, 0).then().statusCode(200)
                .body("subject", equalTo(List.of(after.toString()))));
        assertThat(new FeedClient("moved").read(10, 0).positions()).extracting(FeedPosition::epoch)
                .containsExactly(kept.epoch(), kept.epoch() + 1);
    }

    @Test
    void aFullPageIsCompleteOnlyThroughWhatItServed() {
        things.create("paged", "one");
        things.create("paged", "two");
        Eventually.within(SOON, () -> assertThat(new FeedClient("paged").read(10, 0).events()).hasSize(2));
        FeedClient reader = new FeedClient("paged");

        FeedClient.Reply first = reader.read(1, 0);
        Instant asked = Instant.now();
        FeedClient.Reply second = reader.read(2, 0);

        Instant recordedSecond = Instant.parse((String) second.events().getFirst().get("recordedat"));
        assertThat(first.completeThrough()).isBeforeOrEqualTo(recordedSecond);
        assertThat(second.completeThrough()).isAfter(asked.minusMillis(5));
    }

    @Test
    void isNotCompleteThroughWhatASlowTransactionHoldsBack() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<UUID> slow = threads.submit(() -> QuarkusTransaction.requiringNew().call(() -> {
                UUID id = things.create("held", "slow");
                written.countDown();
                release.await(30, TimeUnit.SECONDS);
                return id;
            }));
            written.await();
            things.create("held", "committed but above the horizon");
            Instant committed = Instant.now();
            FeedClient.Reply reply = new FeedClient("held").read(10, 0);
            Eventually.within(SOON, () -> assertThat(heldSeconds()).isPositive());
            release.countDown();
            slow.get();

            assertThat(reply.events()).isEmpty();
            assertThat(reply.completeThrough()).isBefore(committed);
        }
    }

    @Test
    void wakesAWaitingReaderAtOnceAndEndsWithNothingInTime() throws Exception {
        FeedClient reader = new FeedClient("waited").skipToHead();
        assertThat(reader.read(10, 1).events()).isEmpty();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<FeedClient.Reply> waiting = threads.submit(() -> reader.read(10, 30));
            Eventually.within(SOON, () -> assertThat(watch.waiting()).isPositive());
            long start = System.nanoTime();
            UUID id = things.create("waited", "news");

            assertThat(waiting.get().subjects()).containsExactly(id.toString());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void waitingReadersHoldNoDatabaseConnection() throws Exception {
        int readers = 40;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                waiting.add(threads.submit(() -> FeedClient.get("idle", null, 10, 20).statusCode()));
            }
            Eventually.within(SOON, () -> assertThat(watch.waiting()).isGreaterThanOrEqualTo(readers));

            assertThat(things.create("other", "passes")).isNotNull();

            things.create("idle", "lets them go");
            for (Future<Integer> one : waiting) {
                assertThat(one.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void tellsAWriterItsPositionAndOnlyIfItWrote() {
        var admin = given().auth().oauth2(TestTokens.of("admin"));
        String header = admin.post("/api/v1/toy/things/written").then().statusCode(201).extract().header("Feed-Position");
        WritePosition write = WritePosition.parse(header);
        FeedClient reader = new FeedClient("written");
        Eventually.within(SOON, () -> assertThat(write.isPassedBy(reader.read(10, 0).head())).isTrue());

        assertThat(write.source()).isEqualTo("toy");
        assertThat(reader.positions()).extracting(FeedPosition::xid).containsExactly(write.xid());
        given().auth().oauth2(TestTokens.of("admin")).post("/api/v1/toy/things/written?refuse=true").then().statusCode(422)
                .header("Feed-Position", org.hamcrest.Matchers.nullValue());
    }

    @Test
    void theChecksumIsWhatAReaderComputesFromItsOwnState() throws Exception {
        UUID renamed = things.create("summed", "a");
        things.create("summed", "b");
        UUID deleted = things.create("summed", "c");
        things.rename(renamed, "d");
        Eventually.within(SOON, () -> assertThat(new FeedClient("summed").read(10, 0).events()).hasSize(4));
        List<Map<String, Object>> events = new FeedClient("summed").read(10, 0).events();
        things.delete(deleted);

        var reply = given().auth().oauth2(TestTokens.of("system")).queryParam("through", events.getLast().get("position"))
                .get("/feeds/summed/checksum").then().statusCode(200).extract().jsonPath();

        Map<String, Integer> latest = new HashMap<>();
        events.forEach(event -> latest.put((String) event.get("subject"), (Integer) event.get("entityversion")));
        long digest = 0;
        for (var entity : latest.entrySet()) {
            byte[] sha = MessageDigest.getInstance("SHA-256")
                    .digest((entity.getKey() + ":" + entity.getValue()).getBytes(StandardCharsets.UTF_8));
            digest ^= ByteBuffer.wrap(sha).getLong();
        }
        assertThat(reply.getInt("entities")).isEqualTo(3);
        assertThat(reply.getString("versionSum")).isEqualTo(BigInteger.valueOf(4).toString());
        assertThat(reply.getString("digest")).isEqualTo(HexFormat.of().toHexDigits(digest));
        assertThat(reply.getString("through")).isEqualTo(events.getLast().get("position"));
    }

    @Test
    void servesATransactionThatBeganBeforeMidnightToAReaderNearTheHead() throws Exception {
        FeedClient reader = new FeedClient("midnight").skipToHead();
        try (Connection owner = OwnerConnection.open(); Statement statement = owner.createStatement()) {
            statement.execute("""
                    INSERT INTO outbox (day, epoch, event_id, kind, entity_id, entity_version, change, occurred_at, recorded_at)
                    SELECT CURRENT_DATE - 1, epoch, gen_random_uuid(), 'midnight', gen_random_uuid(), 1, 'UPSERT', now(), now()
                    FROM feed_epoch""");
        }

        Eventually.within(SOON, () -> assertThat(reader.read(10, 1).events()).hasSize(1));
    }

    @Test
    void keepsPartitionsReadyAndMovesRowsThatCameTooEarly() throws Exception {
        try (Connection owner = OwnerConnection.open(); Statement statement = owner.createStatement()) {
            assertThat(number(statement, "SELECT prepare_outbox(14)")).as("made at the start already").isZero();
            statement.execute(
                    """
                            INSERT INTO outbox (day, epoch, event_id, kind, entity_id, entity_version, change, occurred_at, recorded_at)
                            VALUES (CURRENT_DATE + 100, 1, gen_random_uuid(), 'early', gen_random_uuid(), 1, 'UPSERT', now(), now())""");
            assertThat(number(statement, "SELECT count(*) FROM outbox_default WHERE kind = 'early'")).isOne();

            assertThat(number(statement, "SELECT ensure_daily_partitions('outbox', CURRENT_DATE + 99, CURRENT_DATE + 101)"))
                    .isEqualTo(3);

            assertThat(number(statement, "SELECT count(*) FROM outbox_default WHERE kind = 'early'")).isZero();
            assertThat(number(statement, "SELECT count(*) FROM outbox WHERE kind = 'early'")).isOne();
        }
    }

    private static double heldSeconds() {
        String line = given().get("/q/metrics").then().statusCode(200).extract().asString().lines()
                .filter(one -> one.startsWith("tandem_outbox_held_seconds")).findFirst().orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static FeedClient.Reply readOne(String kind) {
        FeedClient.Reply[] reply = new FeedClient.Reply[1];
        Eventually.within(SOON, () -> {
            reply[0] = new FeedClient(kind).read(10, 0);
            assertThat(reply[0].events()).isNotEmpty();
        });
        return reply[0];
    }

    private static long number(Statement statement, String sql) throws java.sql.SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
