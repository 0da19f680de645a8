package dev.tandem.platform.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.journal.Things;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import dev.tandem.platform.webhook.Hooks.Hook;
import dev.tandem.platform.webhook.Receiver.Call;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class WebhookDeliveryTest {

    private static Receiver receiver;

    @Inject
    Things things;
    @Inject
    Hooks hooks;
    @Inject
    ShiftedClock clock;
    @Inject
    NamesOfTests names;

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
        names.means(NamesOfTests.RECEIVER, "127.0.0.1");
    }

    @Test
    void aChangeArrivesSignedAndAsTheFeedTellsIt() throws Exception {
        UUID before = things.create("hook-arrived", "before the webhook");
        Hook hook = hooks.create(receiver.url("/arrived"), "hook-arrived");
        UUID id = things.create("hook-arrived", "told");
        hooks.fanOut(hook, 1);
        hooks.sendAll();

        assertThat(receiver.calls("/arrived")).singleElement().satisfies(call -> {
            List<Map<String, Object>> feed = given().auth().oauth2(TestTokens.of("system")).get("/feeds/hook-arrived").then()
                    .statusCode(200).extract().path("$");
            assertThat(feed).extracting(event -> event.get("subject")).containsExactly(before.toString(), id.toString());
            assertThat(StrictJson.mapper().convertValue(call.event(), Map.class)).isEqualTo(feed.getLast());
            assertThat(call.header("content-type")).startsWith("application/cloudevents+json");
            assertThat(call.header("webhook-id")).isEqualTo(feed.getLast().get("id"));
            assertThat(Instant.ofEpochSecond(Long.parseLong(call.header("webhook-timestamp"))))
                    .isBetween(clock.instant().minusSeconds(60), clock.instant());
            assertThat(call.header("webhook-signature")).isEqualTo(signature(hook.secret(), call));
            assertThat(call.header("host")).isEqualTo("receiver.test:" + receiver.port());
        });
        Hooks.admin().get(hook.path() + "/deliveries/" + hooks.only(hook).get("id")).then().statusCode(200)
                .body("state", equalTo("DELIVERED"), "attempts", equalTo(1), "status", equalTo(200), "error", nullValue(),
                        "subject", equalTo(id.toString()), "body.data.name", equalTo("told"));
    }

    @Test
    void aFailedDeliveryIsTriedAgainUnderTheSameIdUntilItIsAccepted() throws Exception {
        Hook hook = hooks.create(receiver.url("/retried"), "hook-retried");
        things.create("hook-retried", "stubborn");
        receiver.answer("/retried", 500);
        hooks.fanOut(hook, 1);

        hooks.sendAll();
        assertThat(hooks.only(hook)).containsEntry("state", "PENDING").containsEntry("status", 500)
                .containsEntry("error", "http-status").containsEntry("attempts", 1);
        clock.forward(Duration.ofSeconds(4));
        assertThat(hooks.sendOnce()).isZero();
        clock.forward(Duration.ofSeconds(6));
        assertThat(hooks.sendOnce()).isOne();
        receiver.answer("/retried", 204);
        clock.forward(Duration.ofSeconds(30));
        hooks.sendAll();

        assertThat(hooks.only(hook)).containsEntry("state", "DELIVERED").containsEntry("status", 204)
                .containsEntry("attempts", 3).containsEntry("error", null);
        List<Call> calls = receiver.calls("/retried");
        assertThat(calls).hasSize(3).extracting(call -> call.header("webhook-id")).containsOnly(
                (String) hooks.only(hook).get("id"));
        assertThat(calls).extracting(call -> call.header("webhook-timestamp")).doesNotHaveDuplicates();
        assertThat(calls.getLast().header("webhook-signature")).isEqualTo(signature(hook.secret(), calls.getLast()));
    }

    @Test
    void aLongRetryAfterIsHeeded() {
        Hook hook = hooks.create(receiver.url("/later"), "hook-late");
        things.create("hook-late", "busy");
        receiver.answer("/later", (exchange, call) -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            exchange.sendResponseHeaders(503, -1);
        });
        hooks.fanOut(hook, 1);
        hooks.sendAll();

        clock.forward(Duration.ofMinutes(59));
        assertThat(hooks.sendOnce()).isZero();
        clock.forward(Duration.ofMinutes(2));
        assertThat(hooks.sendOnce()).isOne();
    }

    @Test
    void anAcceptedDeliveryIsSentAgainOnDemandUnderItsId() {
        Hook hook = hooks.create(receiver.url("/again"), "hook-again");
        things.create("hook-again", "twice");
        hooks.fanOut(hook, 1);
        hooks.sendAll();
        String delivery = hook.path() + "/deliveries/" + hooks.only(hook).get("id");

        Hooks.admin().header("If-Match", "\"1\"").post(delivery + "/redeliver").then().statusCode(412);
        Hooks.admin().post(delivery + "/redeliver").then().statusCode(202).body("state", equalTo("PENDING"));
        hooks.sendAll();

        assertThat(receiver.calls("/again")).hasSize(2).extracting(call -> call.header("webhook-id")).containsOnly(
                (String) hooks.only(hook).get("id"));
        assertThat(hooks.only(hook)).containsEntry("state", "DELIVERED").containsEntry("attempts", 2);
    }

    @Test
    void aReceiverThatIsGoneHearsNothingMore() {
        Hook hook = hooks.create(receiver.url("/gone"), "hook-gone");
        things.create("hook-gone", "one");
        receiver.answer("/gone", 410);
        hooks.fanOut(hook, 1);
        hooks.sendAll();

        assertThat(hooks.only(hook)).containsEntry("state", "DEAD").containsEntry("error", "gone");
        Hooks.admin().get(hook.path()).then().body("active", equalTo(false), "inactiveReason", equalTo("GONE"), "version",
                equalTo(2));
        Hooks.admin().queryParam("recordId", hook.id()).get("/api/v1/toy/audit-events").then()
                .body("items[0].action", equalTo("deactivated"), "items[0].actor", equalTo("system"));
        things.create("hook-gone", "two");
        hooks.fanOut();
        hooks.sendAll();
        assertThat(receiver.calls("/gone")).hasSize(1);
        Hooks.admin().post(hook.path() + "/deliveries/" + hooks.only(hook).get("id") + "/redeliver").then().statusCode(409)
                .body("code", equalTo("webhook-inactive"));
    }

    @Test
    void whileASecretIsReplacedBothSign() throws Exception {
        Hook hook = hooks.create(receiver.url("/rotated"), "hook-rotated");
        String secret = Hooks.admin().header("If-Match", "\"1\"").body("{\"overlapHours\":2}")
                .post(hook.path() + "/rotate-secret").then().statusCode(200).body("version", equalTo(2)).extract()
                .path("secret");
        things.create("hook-rotated", "during");
        hooks.fanOut(hook, 1);
        hooks.sendAll();
        clock.forward(Duration.ofHours(3));
        things.create("hook-rotated", "after");
        hooks.fanOut(hook, 2);
        hooks.sendAll();

        Call during = receiver.calls("/rotated").getFirst();
        assertThat(during.header("webhook-signature")).isEqualTo(signature(secret, during) + " "
                + signature(hook.secret(), during));
        Call after = receiver.calls("/rotated").getLast();
        assertThat(after.header("webhook-signature")).isEqualTo(signature(secret, after));
    }

    @Test
    void aSlowReceiverDoesNotHoldTheOthersBack() {
        Hook slow = hooks.create(receiver.url("/slow"), "hook-slow");
        Hook quick = hooks.create(receiver.url("/quick"), "hook-quick");
        CountDownLatch asleep = new CountDownLatch(1);
        receiver.answer("/slow", (exchange, call) -> {
            asleep.await();
            exchange.sendResponseHeaders(200, -1);
        });
        for (int i = 0; i < 10; i++) {
            things.create("hook-slow", "slow");
            things.create("hook-quick", "quick");
        }
        hooks.fanOut(slow, 10);
        hooks.fanOut(quick, 10);

        Eventually.within(Duration.ofSeconds(2), () -> {
            hooks.begin();
            assertThat(receiver.calls("/quick")).hasSize(10);
        });
        assertThat(receiver.calls("/slow")).hasSizeLessThanOrEqualTo(4);
        asleep.countDown();
        Eventually.within(Hooks.SOON, () -> {
            clock.forward(Duration.ofMinutes(1));
            hooks.sendAll();
            assertThat(hooks.log(slow)).extracting(entry -> entry.get("state")).containsOnly("DELIVERED");
        });
    }

    @Test
    void aWebhookThatIsSwitchedOffCollectsNothingAndKeepsWhatWaits() {
        Hook hook = hooks.create(receiver.url("/paused"), "hook-paused");
        UUID waiting = things.create("hook-paused", "waits");
        hooks.fanOut(hook, 1);
        hooks.patch(hook, "{\"active\":false}");
        things.create("hook-paused", "unheard");
        hooks.fanOut();
        hooks.sendAll();
        assertThat(receiver.calls("/paused")).isEmpty();

        hooks.patch(hook, "{\"active\":true}");
        UUID later = things.create("hook-paused", "later");
        hooks.fanOut(hook, 2);
        hooks.sendAll();
        assertThat(receiver.calls("/paused")).extracting(Call::subject).containsExactlyInAnyOrder(waiting.toString(),
                later.toString());
    }

    @Test
    void aRedirectIsAFailureAndLeadsNowhere() {
        Hook hook = hooks.create(receiver.url("/redirect"), "hook-redirect");
        receiver.answer("/redirect", (exchange, call) -> {
            exchange.getResponseHeaders().add("Location", receiver.url("/elsewhere"));
            exchange.sendResponseHeaders(307, -1);
        });
        things.create("hook-redirect", "lost");
        hooks.fanOut(hook, 1);
        hooks.sendAll();

        assertThat(receiver.calls("/elsewhere")).isEmpty();
        assertThat(hooks.only(hook)).containsEntry("status", 307).containsEntry("error", "http-status");
    }

    @Test
    void aNameThatTurnsInwardsIsNotCalledAnyMore() {
        Hook hook = hooks.create(receiver.url("/rebound"), "hook-rebound");
        things.create("hook-rebound", "inwards");
        hooks.fanOut(hook, 1);
        names.means(NamesOfTests.RECEIVER, "169.254.169.254");
        hooks.sendAll();

        assertThat(receiver.calls("/rebound")).isEmpty();
        assertThat(hooks.only(hook)).containsEntry("state", "PENDING").containsEntry("error", "address-not-allowed")
                .containsEntry("status", null);
        names.means(NamesOfTests.RECEIVER, "127.0.0.1");
        clock.forward(Duration.ofMinutes(1));
        hooks.sendAll();
        assertThat(receiver.calls("/rebound")).hasSize(1);
    }

    @Test
    void theEndOfAReplyIsNotWaitedForAndSilenceIsATimeout() {
        Hook hook = hooks.create(receiver.url("/endless"), "hook-endless");
        receiver.answer("/endless", (exchange, call) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] part = new byte[8192];
            for (int i = 0; i < 10_000; i++) {
                body.write(part);
            }
        });
        things.create("hook-endless", "endless");
        hooks.fanOut(hook, 1);
        hooks.sendAll();
        assertThat(hooks.only(hook)).containsEntry("state", "DELIVERED");

        CountDownLatch never = new CountDownLatch(1);
        receiver.answer("/endless", (exchange, call) -> never.await());
        things.create("hook-endless", "silent");
        hooks.fanOut(hook, 2);
        hooks.sendAll();
        assertThat(hooks.log(hook).getFirst()).containsEntry("state", "PENDING").containsEntry("error", "timeout");
        never.countDown();
    }

    @Test
    void aPingComesAlsoWhileTheWebhookIsSwitchedOff() {
        Hook hook = hooks.create(receiver.url("/pinged"), "hook-pinged");
        hooks.patch(hook, "{\"active\":false}");
        String location = Hooks.admin().post(hook.path() + "/test").then().statusCode(202).extract().header("Location");
        hooks.sendAll();

        assertThat(receiver.calls("/pinged")).singleElement().satisfies(call -> {
            assertThat(call.event().get("type").asText()).isEqualTo("tandem.ping.v1");
            assertThat(call.subject()).isEqualTo(hook.id().toString());
            assertThat(call.header("webhook-signature")).isEqualTo(signature(hook.secret(), call));
        });
        Hooks.admin().get(location).then().statusCode(200).body("state", equalTo("DELIVERED"), "kind", equalTo("ping"),
                "body.type", equalTo("tandem.ping.v1"));
    }

    @Test
    void manyChangesArriveOnceEachAndThoseOfOneRecordInOrder() throws Exception {
        Hook hook = hooks.create(receiver.url("/many"), "hook-many");
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(things.create("hook-many", "new"));
        }
        for (UUID id : ids) {
            things.rename(id, "second");
            things.rename(id, "third");
        }
        Thread other = Thread.ofVirtual().start(hooks::fanOut);
        hooks.fanOut(hook, 120);
        other.join();
        Thread sender = Thread.ofVirtual().start(hooks::sendAll);
        hooks.sendAll();
        sender.join();
        Eventually.within(Hooks.SOON, () -> {
            hooks.sendAll();
            assertThat(receiver.calls("/many")).hasSize(120);
        });

        assertThat(receiver.calls("/many")).extracting(call -> call.header("webhook-id")).doesNotHaveDuplicates();
        for (UUID id : ids) {
            assertThat(receiver.calls("/many")).filteredOn(call -> call.subject().equals(id.toString()))
                    .extracting(call -> call.event().get("entityversion").asInt()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void theLogIsReadPageByPageAndNarrowed() {
        Hook hook = hooks.create(receiver.url("/logged"), "hook-old");
        receiver.answer("/logged", (exchange, call) -> exchange
                .sendResponseHeaders(call.event().at("/data/name").asText().equals("bad") ? 400 : 200, -1));
        UUID bad = things.create("hook-old", "bad");
        for (int i = 0; i < 4; i++) {
            things.create("hook-old", "good");
        }
        hooks.fanOut(hook, 5);
        hooks.sendAll();
        Hooks.admin().post(hook.path() + "/test").then().statusCode(202);
        hooks.sendAll();

        String log = hook.path() + "/deliveries";
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var request = Hooks.admin().queryParam("limit", 4);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(log).then().statusCode(200)
                    .extract();
            seen.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).hasSize(6).doesNotHaveDuplicates().isSortedAccordingTo(java.util.Comparator.reverseOrder());
        Hooks.admin().queryParam("state", "PENDING").get(log).then().body("items.subject", contains(bad.toString()),
                "items.status", contains(400));
        Hooks.admin().queryParam("subject", bad).get(log + "/count").then().body("count", equalTo(1));
        Hooks.admin().queryParam("kind", "ping").queryParam("state", "DELIVERED").get(log + "/count").then().body("count",
                equalTo(1));
        Hooks.admin().queryParam("state", "LOST").get(log).then().statusCode(400);
        Hooks.admin().get(log + "/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/q/metrics").then().statusCode(200).body(containsString("tandem_webhooks_pending"),
                containsString("tandem_webhooks_attempts_seconds_count{outcome=\"delivered\""),
                containsString("tandem_webhooks_attempts_seconds_count{outcome=\"retried\""));
    }

    /** Written on its own, after the documentation, so that the engine does not check itself. */
    static String signature(String secret, Call call) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes("UTF-8"), "HmacSHA256"));
        mac.update((call.header("webhook-timestamp") + ".").getBytes("UTF-8"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(call.body()));
    }
}
