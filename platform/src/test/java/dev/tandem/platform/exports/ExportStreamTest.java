package dev.tandem.platform.exports;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ExportStreamTest {

    private static final String PATH = "/api/v1/toy/exports/drop";
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    @Test
    void streamsMoreThanFitsIntoAChunkAndNamesTheFile() {
        StreamKind.holds(1_001, -1);

        String file = given().auth().oauth2(TestTokens.of("admin")).get(PATH + "?format=csv").then().statusCode(200)
                .contentType("text/csv").header("Content-Disposition", "attachment; filename=\"drop.csv\"")
                .header("Content-Length", equalTo(null)).extract().asString();

        assertThat(file.lines()).hasSize(1_002).startsWith("id,externalId.system,externalId.id,number,text");
        assertThat(StreamKind.CHUNKS).hasValue(3);
        given().auth().oauth2(TestTokens.of("admin")).get(PATH + "?format=ndjson").then().statusCode(200)
                .contentType("application/x-ndjson").header("Content-Disposition", containsString("drop.ndjson"));
    }

    @Test
    void breaksTheReplyOffWhereTheRestCannotBeRead() throws IOException {
        StreamKind.holds(10_000, 5_000);

        String reply = read(PATH, Integer.MAX_VALUE);

        assertThat(reply).startsWith("HTTP/1.1 200").contains("00000000-0000-0000-0000-000000000001,,,1,x")
                .doesNotEndWith("0\r\n\r\n").doesNotContain("broken on purpose");
    }

    @Test
    void answersWithAProblemWhereNothingWasSentYet() {
        StreamKind.holds(10, 1);

        given().auth().oauth2(TestTokens.of("admin")).get(PATH).then().statusCode(500)
                .contentType("application/problem+json").header("Content-Disposition", equalTo(null));
    }

    @Test
    void readsNoMoreThanTheReaderTakesAndStopsWhenHeLeaves() throws IOException {
        StreamKind.holds(ENDLESS, -1);

        try (Socket reader = ask(PATH)) {
            assertThat(reader.getInputStream().readNBytes(1 << 20)).startsWith("HTTP/1.1 200".getBytes(ISO_8859_1));
            assertThat(settled()).as("chunks of 125 kB for 1 MiB and what the connection holds").isBetween(8, 200);
        }

        int after = settled();
        StreamKind.holds(1, -1);
        given().auth().oauth2(TestTokens.of("admin")).get(PATH).then().statusCode(200);
        assertThat(StreamKind.CHUNKS).as("chunks since, of which one is the new export's; before: " + after).hasValue(1);
    }

    /** How many chunks were read when no more are. */
    private static int settled() {
        int[] seen = { -1 };
        int[] same = { 0 };
        Eventually.within(Duration.ofSeconds(30), () -> {
            int before = seen[0];
            seen[0] = StreamKind.CHUNKS.get();
            same[0] = seen[0] == before ? same[0] + 1 : 0;
            assertThat(same[0]).as("looks without another chunk").isGreaterThan(10);
        });
        return seen[0];
    }

    @Test
    void refusesMoreExportsThanItCanServe() throws IOException {
        StreamKind.holds(ENDLESS, -1);
        Socket[] readers = new Socket[8];
        try {
            for (int i = 0; i < readers.length; i++) {
                readers[i] = ask(PATH);
                assertThat(readers[i].getInputStream().read()).isPositive();
            }
            given().auth().oauth2(TestTokens.of("admin")).get(PATH).then().statusCode(503).body("code", equalTo("overloaded"))
                    .header("Retry-After", equalTo("5"));
        } finally {
            for (Socket reader : readers) {
                if (reader != null) {
                    reader.close();
                }
            }
        }
        StreamKind.holds(1, -1);
        Eventually.within(Duration.ofSeconds(20),
                () -> given().auth().oauth2(TestTokens.of("admin")).get(PATH).then().statusCode(200));
    }

    @Test
    void refusesWhoMayNotImportAndWhatIsNoKindOrFormat() {
        given().get(PATH).then().statusCode(401);
        given().auth().oauth2(TestTokens.of("analyst")).get(PATH).then().statusCode(403);
        given().auth().oauth2(TestTokens.of("admin")).get("/api/v1/toy/exports/unicorn").then().statusCode(404);
        given().auth().oauth2(TestTokens.of("admin")).get(PATH + "?format=xlsx").then().statusCode(400)
                .body("errors[0].pointer", equalTo("?format"));
    }

    /** Reads at most so much of the raw reply, and leaves. */
    private static String read(String path, int most) throws IOException {
        try (Socket socket = ask(path)) {
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(most), ISO_8859_1);
        }
    }

    private static Socket ask(String path) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + TestTokens.of("admin") + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
        return socket;
    }
}
