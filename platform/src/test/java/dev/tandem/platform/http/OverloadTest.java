package dev.tandem.platform.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

/** What callers get while as much is under way as a service can work, and who is not meant by it. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OverloadTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NOTES = "/api/v1/toy/notes";

    @Inject
    WorkConfig work;

    @Test
    void refusesOneRequestMoreAtOnceAndLetsUploadsAndFeedsBe() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            Eventually.within(SOON, () -> {
                while (slow.size() < work.maxRequests()) {
                    slow.add(halfSent(NOTES, "application/json"));
                }
                counting().statusCode(503).contentType("application/problem+json").body("code", equalTo("overloaded"))
                        .body("type", equalTo("urn:tandem:problem:overloaded")).header("Retry-After", "1");
            });

            given().get("/q/health/live").then().statusCode(200);
            given().auth().oauth2(TestTokens.of("system")).get("/feeds/shape?limit=1").then().statusCode(200);
            given().auth().oauth2(TestTokens.of("admin")).header("Idempotency-Key", "k").contentType("text/csv").body("x")
                    .post("/api/v1/toy/imports/unicorn").then().statusCode(404);
            given().auth().oauth2(TestTokens.of("admin")).get("/api/v1/toy/exports/unicorn").then().statusCode(404);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Eventually.within(SOON, () -> counting().statusCode(200));
    }

    private static ValidatableResponse counting() {
        return given().auth().oauth2(TestTokens.of("admin")).get(NOTES + "/count?text=a").then();
    }

    /** A request whose body does not come. */
    private static Socket halfSent(String path, String type) {
        try {
            Socket socket = new Socket("localhost", RestAssured.port);
            socket.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                    + "\r\nAuthorization: Bearer " + TestTokens.of("admin")
                    + "\r\nIdempotency-Key: slow\r\nContent-Length: 10\r\n\r\n{").getBytes(US_ASCII));
            socket.getOutputStream().flush();
            return socket;
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
