package dev.tandem.platform.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.TestTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Makes webhooks over HTTP and does the worker's steps when a test wants them. */
@ApplicationScoped
class Hooks {

    static final String PATH = "/api/v1/toy/webhooks";
    static final Duration SOON = Duration.ofSeconds(20);

    /** A webhook of a test, with the secret that its creation showed. */
    record Hook(UUID id, String secret) {

        String path() {
            return PATH + "/" + id;
        }
    }

    private final Fanout fanout;
    private final Dispatcher dispatcher;

    Hooks(Fanout fanout, Dispatcher dispatcher) {
        this.fanout = fanout;
        this.dispatcher = dispatcher;
    }

    static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.of("admin")).contentType("application/json");
    }

    Hook create(String url, String... kinds) {
        Response created = admin().body(Map.of("name", "test", "url", url, "kinds", List.of(kinds))).post(PATH);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return new Hook(UUID.fromString(created.path("id")), created.path("secret"));
    }

    void patch(Hook hook, String patch) {
        String etag = admin().get(hook.path()).header("ETag");
        given().auth().oauth2(TestTokens.of("admin")).contentType("application/merge-patch+json").header("If-Match", etag)
                .body(patch).patch(hook.path()).then().statusCode(200);
    }

    /** Events to deliveries, until this webhook has so many; an older transaction of another test may hold them back. */
    void fanOut(Hook hook, int deliveries) {
        Eventually.within(SOON, () -> {
            fanOut();
            assertThat(admin().get(hook.path() + "/deliveries/count").<Integer> path("count")).isEqualTo(deliveries);
        });
    }

    void fanOut() {
        while (fanout.step()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    /** Sends what is due, again and again, until nothing is. */
    void sendAll() {
        while (sendOnce() > 0) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    /** Sends what is due and waits for how it ends. */
    int sendOnce() {
        int begun = begin();
        Eventually.within(SOON, () -> assertThat(dispatcher.underWay()).isZero());
        return begun;
    }

    /** Only begins to send. */
    int begin() {
        return dispatcher.dispatch(() -> {
        });
    }

    List<Map<String, Object>> log(Hook hook) {
        return admin().get(hook.path() + "/deliveries").then().statusCode(200).extract().path("items");
    }

    Map<String, Object> only(Hook hook) {
        List<Map<String, Object>> log = log(hook);
        assertThat(log).hasSize(1);
        return log.getFirst();
    }
}
