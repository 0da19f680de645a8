package dev.tandem.gateway.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.gateway.Raw;
import dev.tandem.gateway.Surroundings;
import dev.tandem.gateway.Upstream;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * Requests that two servers could cut at different places. Each is followed by a second one on the same connection; where
 * the first is refused, nobody may ever see the second.
 */
@QuarkusTest
@WithTestResource(Surroundings.class)
class FramingTest {

    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String NOTHING = "0\r\n\r\n";

    @TestHTTPResource("/")
    URI gateway;

    private String token = "";

    @BeforeEach
    void answerPlainly() {
        token = "Authorization: Bearer " + Surroundings.token("admin") + "\r\n";
        Surroundings.ACCOUNTS.behave((head, in, out) -> Upstream.reply(out, "200 OK", "X-Upstream: yes", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 90\r\n",
            "Transfer-Encoding: chunked, x\r\n",
            "Transfer-Encoding: x, chunked\r\n",
            "Transfer-Encoding: chunked, chunked\r\n",
            "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: x\r\n",
            "Transfer-Encoding: identity\r\n",
            "Transfer-Encoding: \u000bchunked\r\n",
            "Transfer-Encoding:\r\n chunked\r\n",
            "Transfer-Encoding : chunked\r\n",
            "Transfer-Encoding\u0000: chunked\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: 5\r\nContent-Length: 5\r\n",
            "Content-Length: 5, 5\r\n",
            "Content-Length: +5\r\n",
            "Content-Length: -5\r\n",
            "Content-Length: 0x5\r\n",
            "Content-Length:\r\n 5\r\n",
            "Content-Length : 5\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: \r\n",
            "X-A: b\rContent-Length: 5\r\n",
            "X-A: b\nContent-Length: 5\r\n",
            "X-A: b\u0000c\r\nContent-Length: 5\r\n",
            "X-A\r\nContent-Length: 5\r\n",
            ": b\r\nContent-Length: 5\r\n",
            "Host: y\r\nContent-Length: 5\r\n" })
    void refusesARequestWhoseEndIsInDoubt(String lines) throws Exception {
        assertRefused(post() + lines + "\r\n" + NOTHING + second(), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2\n{}\r\n0\r\n\r\n", "2;a\n{}\r\n0\r\n\r\n", "2;a=\"\r\n{}\r\n0\r\n\r\n",
            "2;a=\"\r\n{}\r\n\"\r\n0\r\n\r\n", "2\r\n{}xx0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n",
            "100000002\r\n{}\r\n0\r\n\r\n", "g\r\n{}\r\n0\r\n\r\n" })
    void breaksOffAChunkedBodyThatIsNotWellFormed(String body) throws Exception {
        Surroundings.ACCOUNTS.behave((head, in, out) -> in.readAllBytes());
        String reply = Raw.say(gateway, post() + CHUNKED + body + second());
        assertThat(reply).doesNotContain(" 200 ");
        assertThat(Surroundings.ACCOUNTS.heads()).noneMatch(head -> head.contains("second"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET /api/v1/b2b/first\nHost: x\n", "GET /api/v1/b2b/first HTTP/1.1\nHost: x\n",
            "GET /api/v1/b2b/first HTTP/1.1\r\nHost: x\n", "GET /api/v1/b2b/first\r\nHost: x\r\n",
            "GET /api/v1/b2b/a b HTTP/1.1\r\nHost: x\r\n", "\u0000GET /api/v1/b2b/first HTTP/1.1\r\nHost: x\r\n" })
    void refusesAHeadWithLinesOfDoubtfulEnd(String head) throws Exception {
        assertRefused(head + token + "\r\n" + second(), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://x/api/v1/b2b/first", "http://evil.example/api/v1/b2b/first", "x:80", "*",
            "//evil.example/api/v1/b2b/first", "api/v1/b2b/first", "/api/v1/b2b/a\\b", "\\api", "/api/v1/b2b/[x]",
            "/api/v1/b2b/a%zz" })
    void refusesATargetThatIsNoPlainPathWithAProblem(String target) throws Exception {
        assertThat(assertRefused("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + token + "\r\n" + second(), 400))
                .contains("application/problem+json").contains("\"code\":\"invalid-path\"").contains("X-Request-Id: ");
    }

    @Test
    void refusesMethodsThatWouldOpenATunnelOrEcho() throws Exception {
        for (String line : List.of("CONNECT x:80", "TRACE /api/v1/b2b/first", "TRACK /api/v1/b2b/first",
                "get /api/v1/b2b/first")) {
            assertThat(assertRefused(line + " HTTP/1.1\r\nHost: x\r\n" + token + "\r\n" + second(), 405))
                    .contains("\"code\":\"method-not-allowed\"").contains("Allow: GET, ");
        }
    }

    @Test
    void refusesARequestWithoutHostInOurOwnWords() throws Exception {
        assertThat(assertRefused("GET /api/v1/b2b/first HTTP/1.1\r\n" + token + "\r\n" + second(), 400))
                .contains("\"code\":\"invalid-host\"").doesNotContain("Exception");
    }

    @Test
    void passesASoundChunkedBodyAndTheRequestAfterIt() throws Exception {
        Surroundings.ACCOUNTS.behave((head, in, out) -> {
            if (head.startsWith("POST")) {
                String body = new String(in.readNBytes("3\r\n{a}\r\n0\r\n\r\n".length()), StandardCharsets.ISO_8859_1);
                assertThat(body).endsWith("0\r\n\r\n").contains("{a}").doesNotContain("ext");
            }
            Upstream.reply(out, "200 OK", "X-Upstream: yes", "{}");
        });
        String reply = Raw.say(gateway, post() + CHUNKED + "3;ext=\"a b\"\r\n{a}\r\n" + NOTHING + second());
        assertThat(reply.split("HTTP/1.1 200 ", -1)).hasSize(3);
        assertThat(Surroundings.ACCOUNTS.heads()).hasSize(2).noneMatch(head -> head.startsWith("broken"));
    }

    @Test
    void takesAFoldedFieldForPartOfTheOneBefore() throws Exception {
        assertRefused(
                "POST /api/v1/b2b/first HTTP/1.1\r\nHost: x\r\n Transfer-Encoding: chunked\r\n" + token + "\r\n" + second(),
                400);
    }

    @Test
    void joinsAFoldedFieldIntoOneLine() throws Exception {
        Raw.get(gateway, "/api/v1/b2b/first", Surroundings.token("admin"), "X-Long: a\r\n b\r\n");
        assertThat(Surroundings.ACCOUNTS.heads()).singleElement().asString().contains("X-Long: a b\r\n");
    }

    private String assertRefused(String bytes, int status) throws Exception {
        String reply = Raw.say(gateway, bytes);
        assertThat(reply).matches("(?s)HTTP/1.[01] " + status + " .*");
        assertThat(reply.split("HTTP/1", -1)).as("replies in " + reply).hasSize(2);
        assertThat(Surroundings.ACCOUNTS.heads()).isEmpty();
        return reply;
    }

    private String post() {
        return "POST /api/v1/b2b/first HTTP/1.1\r\nHost: x\r\n" + token;
    }

    private String second() {
        return "GET /api/v1/b2b/second HTTP/1.1\r\nHost: x\r\n" + token + "Connection: close\r\n\r\n";
    }
}
