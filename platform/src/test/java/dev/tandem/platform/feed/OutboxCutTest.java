package dev.tandem.platform.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.journal.Things;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What readers of a feed see while old days are given up, and afterwards. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OutboxCutTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> READERS = List.of(OldDays.READER);

    @Inject
    Things things;

    @Inject
    OutboxCut cut;

    @Inject
    FeedRetention retention;

    @Inject
    Database database;

    /** Webhooks of other tests, whose events nobody sends any more, would hold everything. */
    @BeforeEach
    void nobodyElseWaits() throws SQLException {
        OldDays.run("UPDATE webhook SET active = false, inactive_reason = 'REQUESTED' WHERE active");
        OldDays.confirm(OldDays.READER, new FeedClient("shape").read(1, 0).head().encode()).then().statusCode(200);
        cutAll();
    }

    private void cutAll() {
        cut.begin(1, READERS);
        Eventually.within(SOON, () -> assertThat(cut.work()).isEqualTo(FeedRetention.State.DONE));
    }

    @Test
    void keepsTheLatestOfEachEntityAndSaysSoToWhoStandsBefore() throws Exception {
        UUID changed = things.create("aged", "first");
        UUID deleted = things.create("aged", "will be deleted");
        UUID forgotten = things.create("aged", "will be forgotten");
        things.rename(changed, "second");
        things.delete(deleted);
        OldDays.run("""
                INSERT INTO outbox (epoch, event_id, kind, entity_id, entity_version, change, occurred_at, recorded_at)
                SELECT epoch, gen_random_uuid(), 'aged', '%s', 2, 'ERASED', now(), now() FROM feed_epoch"""
                .formatted(forgotten));
        List<Map<String, Object>> events = OldDays.confirmAll("aged", 6);
        Map<String, Object> before = OldDays.checksum("aged", events.getLast().get("position"));
        OldDays.age("aged", 10);
        UUID today = things.create("aged", "today");

        cutAll();

        Eventually.within(SOON, () -> assertThat(new FeedClient("aged").read(100, 0).events()).hasSize(6));
        FeedClient reader = new FeedClient("aged");
        for (int page = 0; page < 6; page++) {
            reader.read(1, 0);
        }
        assertThat(reader.positions()).isSorted();
        assertThat(reader.seen()).containsExactly(deleted.toString(), forgotten.toString(), changed.toString(),
                deleted.toString(), forgotten.toString(), today.toString());
        assertThat(OldDays.checksum("aged", events.getLast().get("position"))).isEqualTo(before);
        String superseded = (String) events.getFirst().get("position");
        FeedClient.get("aged", superseded, 10, 0).then().statusCode(410).contentType("application/problem+json")
                .body("code", equalTo("feed-position-expired")).body("detail", containsString("Read the feed again"));
        given().auth().oauth2(TestTokens.of("system")).queryParam("through", superseded).get("/feeds/aged/checksum").then()
                .statusCode(410).body("code", equalTo("feed-position-expired"));
        FeedClient.get("aged", (String) events.getLast().get("position"), 10, 0).then().statusCode(200)
                .header("Feed-Kept-Since", notNullValue()).body("subject", equalTo(List.of(today.toString())));
        assertThat(OldDays
                .number("SELECT count(*) FROM pg_class WHERE relname = 'outbox_' || to_char(CURRENT_DATE - 10, 'YYYYMMDD')"))
                .as("the day is gone").isZero();
    }

    @Test
    void whatAReaderHasNotConfirmedStays() throws Exception {
        things.rename(things.create("aged-told", "first"), "second");
        List<Map<String, Object>> events = OldDays.confirmAll("aged-told", 2);
        OldDays.age("aged-told", 12);
        String first = (String) events.getFirst().get("position");
        String second = (String) events.getLast().get("position");

        assertThat(cut.begin(1, List.of("never-heard-of"))).isFalse();
        OldDays.confirm("slow-reader", first).then().statusCode(200).body("reader", equalTo("slow-reader"))
                .body("through", equalTo(first)).body("required", equalTo(false));
        assertThat(cut.begin(1, List.of(OldDays.READER, "slow-reader"))).as("the day is not confirmed as a whole").isFalse();
        assertThat(cut.begin(30, READERS)).as("still to be kept").isFalse();
        OldDays.confirm("slow-reader", second).then().statusCode(200).body("through", equalTo(second));
        OldDays.confirm("slow-reader", first).then().statusCode(200).body("through", equalTo(second));

        assertThat(cut.begin(1, List.of(OldDays.READER, "slow-reader"))).isTrue();
        cutAll();

        given().auth().oauth2(TestTokens.of("admin")).get("/feeds/confirmations").then().statusCode(200)
                .body("keepDays", equalTo(null)).body("confirmedBy", equalTo(List.of("metrics")))
                .body("cut.positions", hasKey("aged-told")).body("cut.endedAt", notNullValue())
                .body("confirmations", hasItem(hasEntry("reader", "slow-reader")));
    }

    @Test
    void takesConfirmationsOfWhatItGaveAlone() {
        FeedPosition head = new FeedClient("shape").read(1, 0).head();

        OldDays.confirm("other", new FeedPosition(head.epoch(), head.xid() + 1_000_000, 1).encode()).then().statusCode(409)
                .body("code", equalTo("feed-position-invalid"));
        OldDays.confirm("other", "%%%").then().statusCode(409);
        OldDays.confirm("Not A Name", head.encode()).then().statusCode(400).body("code", equalTo("invalid-name"));
        OldDays.confirm("other", "").then().statusCode(422);
        given().auth().oauth2(TestTokens.of("admin")).contentType("application/json").body(Map.of("through", head.encode()))
                .put("/feeds/confirmations/other").then().statusCode(403);
        given().get("/feeds/confirmations").then().statusCode(401);
    }

    @Test
    void aTransactionThatIsStillOpenHoldsTheDayAndNothingElse() throws Exception {
        UUID known = things.create("aged-held", "known");
        things.rename(known, "again");
        OldDays.confirmAll("aged-held", 2);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<UUID> slow = threads.submit(() -> QuarkusTransaction.requiringNew().timeout(60).call(() -> {
                UUID id = things.create("aged-held", "slow");
                written.countDown();
                release.await(30, TimeUnit.SECONDS);
                return id;
            }));
            written.await();
            OldDays.age("aged-held", 14);

            assertThat(cut.begin(1, READERS)).isTrue();
            assertThat(cut.work()).isEqualTo(FeedRetention.State.HELD);
            assertThat(new FeedClient("aged-held").read(10, 0).subjects()).containsExactly(known.toString());
            UUID meanwhile = things.create("aged-held", "others are not in the way of it");
            release.countDown();
            String late = slow.get().toString();
            cutAll();

            Eventually.within(SOON, () -> assertThat(new FeedClient("aged-held").read(10, 0).subjects())
                    .containsExactly(known.toString(), late, meanwhile.toString()));
        }
    }

    /** A transaction takes the day of its beginning along, however long it lasts. */
    @Test
    void aDayThatSomebodyStillWritesToIsNotDropped() throws Exception {
        UUID known = things.create("aged-open", "known");
        things.rename(known, "again");
        OldDays.confirmAll("aged-open", 2);
        OldDays.age("aged-open", 33);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<UUID> slow = threads.submit(() -> QuarkusTransaction.requiringNew().timeout(60).call(() -> {
                UUID id = things.create("aged-open", "slow");
                assertThat(database.update("UPDATE outbox SET day = CURRENT_DATE - 33 WHERE entity_id = ?", id)).isOne();
                written.countDown();
                release.await(30, TimeUnit.SECONDS);
                return id;
            }));
            written.await();
            assertThat(cut.begin(1, READERS)).isTrue();
            Future<FeedRetention.State> cutting = threads.submit(this::workUntilNothingHolds);
            Eventually.within(SOON, () -> assertThat(OldDays.number(
                    "SELECT count(*) FROM pg_locks WHERE relation = 'outbox'::regclass AND NOT granted")).isPositive());
            release.countDown();
            UUID late = slow.get();
            cutting.get();

            Eventually.within(SOON, () -> assertThat(new FeedClient("aged-open").read(10, 0).subjects())
                    .containsExactly(known.toString(), late.toString()));
        }
    }

    private FeedRetention.State workUntilNothingHolds() {
        FeedRetention.State state = FeedRetention.State.HELD;
        while (state == FeedRetention.State.HELD) {
            state = cut.work();
        }
        return state;
    }

    /** It began on a day that is given up, and its event comes to lie behind what was confirmed then. */
    @Test
    void anEventThatCameLateToItsDayIsKept() throws Exception {
        things.rename(things.create("aged-late", "before"), "again");
        OldDays.confirmAll("aged-late", 2);
        OldDays.age("aged-late", 16);
        assertThat(cut.begin(1, READERS)).isTrue();
        FeedPosition confirmed = new FeedClient("aged-late").read(1, 0).head();
        UUID late = things.create("aged-late", "late");
        OldDays.age("aged-late", 16);

        cutAll();

        Eventually.within(SOON, () -> FeedClient.get("aged-late", confirmed.encode(), 10, 0).then().statusCode(200)
                .body("subject", equalTo(List.of(late.toString()))));
        assertThat(OldDays.number("SELECT count(*) FROM outbox WHERE kind = 'aged-late' AND day = CURRENT_DATE - 16"))
                .as("in its day, until that is confirmed").isOne();
        OldDays.confirmAll("aged-late", 2);
        cutAll();
        assertThat(OldDays.number("SELECT count(*) FROM outbox WHERE kind = 'aged-late' AND day = CURRENT_DATE - 16")).isZero();
    }

    @Test
    void writersDuringACutLoseNothing() throws Exception {
        Map<String, Integer> versions = new HashMap<>();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(things.create("aged-written", "thing " + i));
        }
        OldDays.confirmAll("aged-written", 40);
        OldDays.age("aged-written", 18);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?> first = threads.submit(() -> renameAll(ids.subList(0, 20), done));
            Future<?> second = threads.submit(() -> renameAll(ids.subList(20, 40), done));
            Future<FeedClient> follower = threads.submit(() -> {
                FeedClient reader = new FeedClient("aged-written");
                while (!done.get()) {
                    reader.read(7, 0);
                }
                return reader;
            });
            cut.begin(1, READERS);
            while (retention.work(1).state() != FeedRetention.State.DONE) {
                Thread.onSpinWait();
            }
            done.set(true);
            first.get();
            second.get();
            FeedClient reader = follower.get();
            Eventually.within(SOON, () -> {
                reader.read(1000, 0);
                assertThat(reader.positions()).doesNotHaveDuplicates().isSorted();
                versions.clear();
                new FeedClient("aged-written").read(1000, 0).events().forEach(event -> versions
                        .merge((String) event.get("subject"), (Integer) event.get("entityversion"), Math::max));
                for (UUID id : ids) {
                    assertThat(versions.get(id.toString())).isEqualTo((int) things.version(id));
                    assertThat(reader.seen().stream().filter(id.toString()::equals).count()).isEqualTo(things.version(id));
                }
            });
        }
    }

    private void renameAll(List<UUID> ids, AtomicBoolean done) {
        do {
            ids.forEach(id -> things.rename(id, "again"));
        } while (!done.get());
    }

    @Test
    void aReaderInTheMiddleOfTheBaseGoesOnWhileTheNextDayGoes() throws Exception {
        UUID first = things.create("aged-based", "first");
        UUID second = things.create("aged-based", "second");
        UUID third = things.create("aged-based", "third");
        OldDays.confirmAll("aged-based", 3);
        OldDays.age("aged-based", 22);
        cutAll();
        FeedClient stays = new FeedClient("aged-based");
        stays.read(1, 0);
        FeedClient replaced = new FeedClient("aged-based");
        replaced.read(2, 0);
        things.rename(second, "again");
        OldDays.confirmAll("aged-based", 4);
        OldDays.age("aged-based", 20);

        cutAll();

        assertThat(stays.read(10, 0).subjects()).containsExactly(third.toString(), second.toString());
        assertThat(stays.seen()).startsWith(first.toString());
        FeedClient.get("aged-based", replaced.positions().getLast().encode(), 10, 0).then().statusCode(410);
    }

    @Test
    void isTakenUpWhereItStoppedAndEveryEventIsThereOnceAtEachMoment() throws Exception {
        String filling = "x".repeat(3000);
        for (int i = 0; i < 30; i++) {
            things.rename(things.create("aged-stopped", filling + i), "again" + filling + i);
        }
        List<Map<String, Object>> events = OldDays.confirmAll("aged-stopped", 60);
        Map<String, Object> checksum = OldDays.checksum("aged-stopped", events.getLast().get("position"));
        OldDays.age("aged-stopped", 24);
        cut.begin(1, READERS);
        int steps = 0;

        do {
            List<String> seen = new FeedClient("aged-stopped").read(1000, 0).subjects();
            assertThat(seen).as("after step " + steps).hasSizeBetween(30, 60);
            assertThat(OldDays.checksum("aged-stopped", events.getLast().get("position"))).isEqualTo(checksum);
            assertThat(cut.begin(1, READERS)).as("what is begun is gone on with").isTrue();
            steps++;
        } while (retention.work(1).state() != FeedRetention.State.DONE);

        assertThat(steps).isGreaterThan(3);
        assertThat(new FeedClient("aged-stopped").read(1000, 0).subjects()).hasSize(30);
    }

    @Test
    void twoReplicasDoNotGetInEachOthersWay() throws Exception {
        for (int i = 0; i < 30; i++) {
            things.rename(things.create("aged-shared", "thing"), "again");
        }
        List<Map<String, Object>> events = OldDays.confirmAll("aged-shared", 60);
        Map<String, Object> checksum = OldDays.checksum("aged-shared", events.getLast().get("position"));
        OldDays.age("aged-shared", 26);
        cut.begin(1, READERS);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<FeedRetention.State> replica = cut::work;
            for (Future<FeedRetention.State> one : threads.invokeAll(List.of(replica, replica))) {
                assertThat(one.get()).isNotEqualTo(FeedRetention.State.MORE);
            }
        }
        cutAll();

        assertThat(new FeedClient("aged-shared").read(1000, 0).subjects()).hasSize(30);
        assertThat(OldDays.checksum("aged-shared", events.getLast().get("position"))).isEqualTo(checksum);
    }

    @Test
    void leavesACutToTheReplicaThatIsAtIt() {
        QuarkusTransaction.requiringNew().run(() -> {
            database.first("SELECT pg_advisory_xact_lock(hashtext('outbox_cut')) IS NULL", row -> row.getBoolean(1));
            assertThat(CompletableFuture.supplyAsync(cut::work).join()).isEqualTo(FeedRetention.State.BUSY);
        });
        assertThat(cut.work()).isNotEqualTo(FeedRetention.State.BUSY);
    }

    @Test
    void nobodyElseMayTouchWhatIsPublished() {
        for (String statement : List.of("DELETE FROM outbox", "DELETE FROM outbox_base",
                "INSERT INTO outbox_cut VALUES ('aged', 9, 9, 9)",
                "UPDATE outbox_retention SET through_day = 'infinity'", "DELETE FROM feed_confirmation",
                "SELECT cut_outbox_blocks('outbox_default', 'infinity', 0, 9)", "SELECT drop_outbox_day('outbox_default')")) {
            assertThatThrownBy(() -> database.update(statement)).as(statement).rootCause()
                    .hasMessageContaining("permission denied");
        }
        OldDays.confirm("never-back", new FeedClient("shape").read(1, 0).head().encode()).then().statusCode(200);
        assertThatThrownBy(() -> database.update("UPDATE feed_confirmation SET xid = 0 WHERE reader = 'never-back'"))
                .rootCause()
                .hasMessageContaining("a confirmation is never taken back");
    }
}
