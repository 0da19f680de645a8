package dev.tandem.platform.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class WebMannersTest {

    private static final String NOTES = "/api/v1/toy/notes";

    @Inject
    SubjectKeys keys;

    @Test
    void asksForATokenAndForTheRoleAndDeniesWhatHasNoRule() {
        given().get(NOTES + "/count?text=a").then().statusCode(401).contentType("application/problem+json")
                .body("code", equalTo("unauthenticated")).header("WWW-Authenticate", equalTo("Bearer"));
        given().auth().oauth2(TestTokens.of("shopper")).get(NOTES + "/count?text=a").then().statusCode(403)
                .body("code", equalTo("forbidden"), "requestId", notNullValue());
        given().auth().oauth2(TestTokens.of("admin") + "x").get(NOTES + "/count?text=a").then().statusCode(401)
                .body("code", equalTo("invalid-token"));
        admin().get(NOTES + "/unruled").then().statusCode(403);
    }

    @Test
    void asksForATokenBeforeItTellsWhichTypesAndMethodsThereAre() {
        given().contentType("text/plain").body("a").post(NOTES).then().statusCode(401).body("code", equalTo("unauthenticated"));
        given().delete(NOTES).then().statusCode(401);
        given().auth().oauth2("not.a.token").contentType("text/plain").body("a").post(NOTES).then().statusCode(401)
                .body("code", equalTo("invalid-token"));
        admin().delete(NOTES).then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void keepsASoundRequestIdAndReplacesAnotherOne() {
        admin().header("X-Request-Id", "order-4711-abc").get(NOTES + "/count?text=a").then()
                .header("X-Request-Id", "order-4711-abc");
        admin().header("X-Request-Id", "a b\"<script>").get(NOTES + "/count?text=a").then()
                .header("X-Request-Id", not(containsString("script")));
    }

    @Test
    void refusesUnknownRepeatedAndUnreadableParametersTogether() {
        admin().get(NOTES + "/count?text=a&text=b&day=tomorrow&sise=1").then().statusCode(400)
                .body("errors.pointer", hasItems("?text", "?day", "?sise"),
                        "errors.code", hasItems("repeated-parameter", "invalid-parameter", "unknown-parameter"));
        admin().get(NOTES + "/count?text=a&filter[dim]=x").then().statusCode(200);
    }

    /** Java's own client offers to switch with its first request; a large reply that is sent meanwhile was seen broken. */
    @Test
    void doesNotSwitchToHttp2InClearText() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/q/health/live")).build();
            var reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void answersAFaultWithAFixedSentence() {
        admin().get(NOTES + "/" + UUID.randomUUID()).then().statusCode(500).body("code", equalTo("internal-error"))
                .body(not(containsString("note_42"))).body("requestId", notNullValue());
    }

    @Test
    void pointsAtWhatIsWrongInABody() {
        post("k" + UUID.randomUUID(), "{\"text\":\"\"}").then().statusCode(422)
                .body("code", equalTo("required"), "errors[0].pointer", equalTo("/text"));
        post("k" + UUID.randomUUID(), "{\"text\":\"a\",\"version\":1}").then().statusCode(400)
                .body("code", equalTo("unknown-field"), "errors[0].pointer", equalTo("/version"));
        post("k" + UUID.randomUUID(), "{\"text\":").then().statusCode(400).body("code", equalTo("malformed-json"));
        post("k" + UUID.randomUUID(), "{\"text\":\"much longer than it may be\"}").then().statusCode(422)
                .body("code", equalTo("note-too-long"));
        admin().header("Idempotency-Key", "k").contentType("text/plain").body("a").post(NOTES).then().statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void refusesWithOneWholeProblemDocument() {
        var refused = admin().header("X-Request-Id", "order-4712").header("Idempotency-Key", "k")
                .contentType("application/json").body("{\"text\":7,\"a/b\":1,\"x~\":2}").post(NOTES).then().statusCode(400)
                .contentType("application/problem+json").extract().jsonPath();

        assertThat(refused.getMap("$")).containsOnlyKeys("type", "title", "status", "detail", "instance", "code", "requestId",
                "errors");
        assertThat(refused.getString("type")).isEqualTo("urn:tandem:problem:validation-failed");
        assertThat(refused.getInt("status")).isEqualTo(400);
        assertThat(refused.getString("code")).isEqualTo("validation-failed");
        assertThat(refused.getString("requestId")).isEqualTo("order-4712");
        assertThat(refused.getString("instance")).isEqualTo(NOTES);
        assertThat(refused.getString("title")).isNotBlank();
        assertThat(refused.getString("detail")).isNotBlank();
        assertThat(refused.getList("errors.pointer")).containsExactlyInAnyOrder("/text", "/a~1b", "/x~0");
        assertThat(refused.getList("errors.code")).containsExactlyInAnyOrder("wrong-type", "unknown-field", "unknown-field");
        assertThat(refused.getList("errors.message", String.class)).allSatisfy(message -> assertThat(message).isNotBlank());
    }

    @Test
    void refusesABodyOverOneMebibyte() {
        post("k" + UUID.randomUUID(), "{\"text\":\"" + "a".repeat(1 << 20) + "\"}").then().statusCode(413)
                .body("code", equalTo("body-too-large"));
    }

    @Test
    void repeatsAnIdempotentReplyByteForByteAndHasOneEffect() {
        String key = UUID.randomUUID().toString();
        String body = "{\"text\":\"" + key.substring(0, 18) + "\"}";

        Response first = post(key, body);
        Response again = post("\"" + key + "\"", body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Location")).startsWith("/api/v1/toy/notes/");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo("\"1\"");
        assertThat(again.contentType()).isEqualTo(first.contentType());
        assertThat(count(key.substring(0, 18))).isEqualTo(1);
        post(key, "{\"text\":\"other\"}").then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        admin().header("Idempotency-Key", key).contentType("application/json").body(body)
                .post(NOTES + "/about/" + UUID.randomUUID()).then().statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void givesEachCallerHisOwnKeys() {
        String key = UUID.randomUUID().toString();
        String body = "{\"text\":\"" + key.substring(0, 18) + "\"}";
        post(key, body).then().statusCode(201);

        given().auth().oauth2(TestTokens.token("another", "another", "admin")).header("Idempotency-Key", key)
                .contentType("application/json").body(body).post(NOTES).then().statusCode(201)
                .header("Idempotency-Replayed", (String) null);

        assertThat(count(key.substring(0, 18))).isEqualTo(2);
    }

    @Test
    void needsAKeyWhereOneIsRequiredAndForgetsARefusedRequest() {
        admin().contentType("application/json").body("{\"text\":\"a\"}").post(NOTES).then().statusCode(400)
                .body("code", equalTo("idempotency-key-required"));
        String key = UUID.randomUUID().toString();
        post(key, "{\"text\":\"much longer than it may be\"}").then().statusCode(422);
        post(key, "{\"text\":\"short\"}").then().statusCode(201);
    }

    @Test
    void sealsAStoredReplyAboutAPersonSoThatAnErasureReachesIt() throws Exception {
        UUID person = UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        String canary = "canary-" + key.substring(0, 8);
        Response first = postAbout(person, key, canary);
        Response again = postAbout(person, key, canary);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("Feed-Position")).isNotNull().isEqualTo(first.header("Feed-Position"));
        try (Connection owner = OwnerConnection.open();
                PreparedStatement find = owner.prepareStatement(
                        "SELECT count(*) FROM idempotency_record WHERE position(convert_to(?, 'UTF8') IN body) > 0")) {
            find.setString(1, canary);
            try (ResultSet row = find.executeQuery()) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        }
        QuarkusTransaction.requiringNew().run(() -> keys.forget(person));
        postAbout(person, key, canary).then().statusCode(410).body("code", equalTo("erased"));
    }

    private static Response postAbout(UUID person, String key, String text) {
        return admin().header("Idempotency-Key", key).contentType("application/json").body("{\"text\":\"" + text + "\"}")
                .post(NOTES + "/about/" + person);
    }

    @Test
    void hasOneEffectHoweverManyPostTheSameAtOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        String body = "{\"text\":\"" + key.substring(0, 18) + "\"}";
        List<Integer> statuses = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(20)) {
            List<Future<Integer>> posts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                posts.add(pool.submit(() -> post(key, body).statusCode()));
            }
            for (Future<Integer> one : posts) {
                statuses.add(one.get());
            }
        }

        assertThat(statuses).contains(201).isSubsetOf(201, 409);
        assertThat(count(key.substring(0, 18))).isEqualTo(1);
    }

    @Test
    void asksToWaitWhileTheFirstRequestIsUnderWay() throws Exception {
        String key = UUID.randomUUID().toString();
        String body = "{\"text\":\"" + key.substring(0, 18) + "\"}";
        try (Connection owner = OwnerConnection.open(); var pool = Executors.newSingleThreadExecutor()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("LOCK TABLE note IN ACCESS EXCLUSIVE MODE");
            Future<Integer> first = pool.submit(() -> post(key, body).statusCode());
            Eventually.within(Duration.ofSeconds(20), () -> assertThat(waitingForALock()).isPositive());

            post(key, body).then().statusCode(409).body("code", equalTo("request-in-progress")).header("Retry-After", "1");

            owner.rollback();
            assertThat(first.get()).isEqualTo(201);
        }
        post(key, body).then().statusCode(201).header("Idempotency-Replayed", "true");
    }

    private static int waitingForALock() {
        try (Connection owner = OwnerConnection.open();
                ResultSet row = owner.createStatement()
                        .executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'note'::regclass")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void worksARequestAgainThatFailedByAFaultOfOurs() throws Exception {
        String key = UUID.randomUUID().toString();
        String body = "{\"text\":\"" + key.substring(0, 18) + "\"}";
        try (Connection owner = OwnerConnection.open(); Statement sql = owner.createStatement()) {
            sql.execute("ALTER TABLE note RENAME TO note_away");
            try {
                post(key, body).then().statusCode(500).body("code", equalTo("internal-error"))
                        .body(not(containsString("relation")));
            } finally {
                sql.execute("ALTER TABLE note_away RENAME TO note");
            }
        }
        post(key, body).then().statusCode(201).header("Idempotency-Replayed", (String) null);
        assertThat(count(key.substring(0, 18))).isEqualTo(1);
    }

    private static int count(String text) {
        return admin().get(NOTES + "/count?text=" + text).then().statusCode(200).extract().path("count");
    }

    private static Response post(String key, String body) {
        return admin().header("Idempotency-Key", key).contentType("application/json").body(body).post(NOTES);
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.of("admin"));
    }
}
