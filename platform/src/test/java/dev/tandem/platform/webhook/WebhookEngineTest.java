package dev.tandem.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.feed.PublishedEvents;
import dev.tandem.platform.journal.Things;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.webhook.Hooks.Hook;
import dev.tandem.platform.webhook.Outcomes.Outcome;
import dev.tandem.platform.webhook.Receiver.Call;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What only time, crashes and other transactions bring about. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class WebhookEngineTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private static Receiver receiver;

    @Inject
    Things things;
    @Inject
    Hooks hooks;
    @Inject
    ShiftedClock clock;
    @Inject
    DeliveryQueue queue;
    @Inject
    Dispatcher dispatcher;
    @Inject
    Outcomes outcomes;
    @Inject
    PublishedEvents events;
    @Inject
    WebhookWorker worker;

    @BeforeAll
    static void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterAll
    static void close() {
        receiver.close();
    }

    @AfterEach
    void setBack() {
        clock.reset();
    }

    @Test
    void aCrashBetweenCallAndRecordLeadsToASecondDeliveryWithTheSameId() {
        Hook hook = hooks.create(receiver.url("/crashed"), "hook-crashed");
        things.create("hook-crashed", "called, never recorded");
        hooks.fanOut(hook, 1);
        Delivery taken = take(hook);
        Attempt attempt = call(hook, "/crashed", taken);
        assertThat(attempt.isAccepted()).isTrue();
        assertThat(receiver.calls("/crashed")).hasSize(1);

        assertThat(hooks.sendOnce()).isZero();
        clock.forward(LEASE);
        hooks.sendAll();

        assertThat(receiver.calls("/crashed")).hasSize(2).extracting(call -> call.header("webhook-id"))
                .containsOnly(taken.eventId().toString());
        assertThat(hooks.only(hook)).containsEntry("state", "DELIVERED").containsEntry("attempts", 2);
    }

    @Test
    void aResultThatComesTooLateChangesNothing() {
        Hook hook = hooks.create(receiver.url("/late"), "hook-late");
        things.create("hook-late", "overtaken");
        hooks.fanOut(hook, 1);
        Delivery first = take(hook);
        clock.forward(LEASE);
        Delivery second = take(hook);

        assertThat(outcomes.record(first, Attempt.failed("timeout"))).isEqualTo(Outcome.LATE);
        assertThat(hooks.only(hook)).containsEntry("state", "PENDING").containsEntry("error", null)
                .containsEntry("attempts", 2);
        assertThat(outcomes.record(second, call(hook, "/late", second))).isEqualTo(Outcome.DELIVERED);
        assertThat(hooks.only(hook)).containsEntry("state", "DELIVERED");
    }

    @Test
    void laterChangesOfARecordWaitForTheEarlierOneAndOtherRecordsDoNot() {
        Hook hook = hooks.create(receiver.url("/ordered"), "hook-ordered");
        UUID id = things.create("hook-ordered", "first");
        things.rename(id, "second");
        UUID other = things.create("hook-ordered", "another");
        receiver.answer("/ordered", (exchange, call) -> exchange
                .sendResponseHeaders(call.subject().equals(id.toString()) ? 500 : 200, -1));
        hooks.fanOut(hook, 3);
        hooks.sendAll();
        assertThat(receiver.calls("/ordered")).extracting(Call::subject).containsExactlyInAnyOrder(id.toString(),
                other.toString());

        receiver.answer("/ordered", 200);
        clock.forward(Duration.ofMinutes(1));
        hooks.sendAll();
        assertThat(receiver.calls("/ordered")).filteredOn(call -> call.subject().equals(id.toString()))
                .extracting(call -> call.event().get("entityversion").asInt()).containsExactly(1, 1, 2);
    }

    @Test
    void afterSixteenTriesADeliveryIsDeadAndARedeliveryBeginsAnew() {
        Hook hook = hooks.create(receiver.url("/dead"), "hook-dead");
        things.create("hook-dead", "hopeless");
        receiver.answer("/dead", 404);
        hooks.fanOut(hook, 1);
        for (int i = 0; i < 30; i++) {
            hooks.sendOnce();
            clock.forward(Duration.ofHours(2));
        }
        assertThat(receiver.calls("/dead").size()).isBetween(10, 16);
        for (int i = 0; i < 40; i++) {
            hooks.sendOnce();
            clock.forward(Duration.ofMinutes(50));
        }
        assertThat(hooks.only(hook)).containsEntry("state", "DEAD").containsEntry("error", "http-status")
                .containsEntry("attempts", receiver.calls("/dead").size());
        assertThat(receiver.calls("/dead")).hasSizeLessThanOrEqualTo(16);

        receiver.answer("/dead", 200);
        String delivery = hook.path() + "/deliveries/" + hooks.only(hook).get("id");
        Hooks.admin().post(delivery + "/redeliver").then().statusCode(202);
        hooks.sendAll();
        assertThat(hooks.only(hook)).containsEntry("state", "DELIVERED");
    }

    @Test
    void aReceiverThatFailsIsCalledEverMoreSeldomAndSwitchedOffAfterDays() {
        Hook hook = hooks.create(receiver.url("/failing"), "hook-failing");
        receiver.answer("/failing", 500);
        for (int i = 0; i < 60; i++) {
            things.create("hook-failing", "nobody listens");
        }
        hooks.fanOut(hook, 60);
        hooks.sendAll();
        assertThat(receiver.calls("/failing")).hasSizeBetween(5, 8);
        int before = receiver.calls("/failing").size();
        for (int i = 0; i < 4; i++) {
            clock.forward(Duration.ofMinutes(15));
            hooks.sendAll();
        }
        assertThat(receiver.calls("/failing")).hasSize(before + 4);

        clock.forward(Duration.ofDays(5));
        hooks.sendAll();
        Hooks.admin().get(hook.path()).then().body("active", equalTo(false), "inactiveReason", equalTo("FAILING"));
        hooks.patch(hook, "{\"active\":true}");
        receiver.answer("/failing", 200);
        things.create("hook-failing", "listens again");
        hooks.fanOut(hook, 61);
        hooks.sendAll();
        assertThat(Hooks.admin().queryParam("state", "DELIVERED").get(hook.path() + "/deliveries/count")
                .<Integer> path("count")).isPositive();
        Hooks.admin().get(hook.path()).then().body("active", equalTo(true));
    }

    @Test
    void aSlowTransactionDelaysItsEventAndNeverLosesIt() throws Exception {
        Hook hook = hooks.create(receiver.url("/slow-writer"), "hook-slow-writer");
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        List<UUID> slow = new ArrayList<>();
        Thread writer = Thread.ofVirtual().start(() -> QuarkusTransaction.requiringNew().run(() -> {
            slow.add(things.create("hook-slow-writer", "slow"));
            written.countDown();
            try {
                commit.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        written.await();
        UUID quick = things.create("hook-slow-writer", "quick");
        hooks.fanOut();
        assertThat(hooks.log(hook)).isEmpty();

        commit.countDown();
        writer.join();
        hooks.fanOut(hook, 2);
        hooks.sendAll();
        assertThat(receiver.calls("/slow-writer")).extracting(Call::subject).containsExactlyInAnyOrder(
                slow.getFirst().toString(), quick.toString());
    }

    @Test
    void whatIsTooOldIsGivenUpAndTheLogIsTidied() {
        Hook hook = hooks.create(receiver.url("/tidied"), "hook-tidied");
        things.create("hook-tidied", "accepted");
        hooks.fanOut(hook, 1);
        hooks.sendAll();
        things.create("hook-tidied", "waits");
        hooks.fanOut(hook, 2);
        hooks.patch(hook, "{\"active\":false}");

        clock.forward(Duration.ofDays(3).plusMinutes(1));
        worker.tidy();
        assertThat(hooks.log(hook)).extracting(entry -> entry.get("state")).containsExactly("DEAD", "DELIVERED");
        assertThat(hooks.log(hook).getFirst()).containsEntry("error", "too-old").containsEntry("attempts", 0);
        clock.forward(Duration.ofDays(27));
        worker.tidy();
        assertThat(hooks.log(hook)).extracting(entry -> entry.get("state")).containsExactly("DEAD");
        clock.forward(Duration.ofDays(4));
        worker.tidy();
        assertThat(hooks.log(hook)).isEmpty();
    }

    @Test
    void whatWaitsForADeletedWebhookIsNeverSent() {
        Hook hook = hooks.create(receiver.url("/deleted"), "hook-deleted");
        things.create("hook-deleted", "waits");
        hooks.fanOut(hook, 1);
        Hooks.admin().header("If-Match", "\"1\"").delete(hook.path()).then().statusCode(204);
        hooks.sendAll();
        worker.tidy();
        things.create("hook-deleted", "unheard");
        hooks.fanOut();
        hooks.sendAll();

        assertThat(receiver.calls("/deleted")).isEmpty();
        Hooks.admin().get(hook.path()).then().statusCode(404);
        Hooks.admin().get(hook.path() + "/deliveries").then().statusCode(404);
    }

    @Test
    void oneBrokenWebhookDoesNotStopTheOthers() throws Exception {
        Hook broken = hooks.create(receiver.url("/broken"), "hook-deleted");
        Hook sound = hooks.create(receiver.url("/sound"), "hook-deleted");
        things.create("hook-deleted", "for both");
        hooks.fanOut(broken, 1);
        try (Connection owner = OwnerConnection.open(); Statement statement = owner.createStatement()) {
            statement.execute("DELETE FROM subject_key WHERE person = '" + broken.id() + "'");
        }
        hooks.sendAll();

        assertThat(receiver.calls("/sound")).hasSize(1);
        assertThat(hooks.only(sound)).containsEntry("state", "DELIVERED");
        hooks.patch(broken, "{\"active\":false}");
    }

    @Test
    void theWorkerDoesItAllByItself() throws InterruptedException {
        Hook hook = hooks.create(receiver.url("/worked"), "hook-held");
        UUID id = things.create("hook-held", "by the worker");
        worker.begin();
        try {
            Eventually.within(Hooks.SOON, () -> {
                assertThat(receiver.calls("/worked")).extracting(Call::subject).containsExactly(id.toString());
                assertThat(hooks.only(hook)).containsEntry("state", "DELIVERED");
            });
        } finally {
            worker.end();
        }
    }

    private Delivery take(Hook hook) {
        List<Delivery> taken = queue.take(hook.id(), 10, clock.instant(), LEASE);
        assertThat(taken).hasSize(1);
        return taken.getFirst();
    }

    private Attempt call(Hook hook, String path, Delivery taken) {
        byte[] body = events.documents(List.of(taken.event())).get(taken.event());
        return dispatcher.send(receiver.url(path), List.of(hook.secret()), taken, body);
    }
}
