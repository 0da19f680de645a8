package dev.tandem.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.gateway.Surroundings;
import dev.tandem.gateway.Upstream;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

@QuarkusTest
@WithTestResource(Surroundings.class)
class TokenTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI gateway;

    @BeforeEach
    void answerPlainly() {
        Surroundings.ACCOUNTS.behave((head, in, out) -> Upstream.reply(out, "200 OK", "X-Upstream: yes", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "sales", "sales-manager", "customer-success", "marketing", "shop", "support", "finance", "analyst",
            "admin", "shopper", "system", "sales2", "shopper2" })
    void givesEachLogInATokenThatOpensTheDoor(String name) throws Exception {
        HttpResponse<String> reply = logIn("{\"username\":\"" + name + "\",\"password\":\"tandem\"}");
        assertThat(reply.statusCode()).isEqualTo(200);
        JsonObject answer = new JsonObject(reply.body());
        assertThat(answer.getString("token_type")).isEqualTo("Bearer");
        assertThat(answer.getInteger("expires_in")).isEqualTo(3600);
        JsonObject claims = claims(answer);
        assertThat(claims.getString("iss")).isEqualTo("tandem-local");
        assertThat(claims.getValue("aud")).isIn("tandem", new JsonArray(List.of("tandem")));
        assertThat(claims.getString("preferred_username")).isEqualTo(name);
        assertThat(claims.getJsonArray("groups")).containsExactly(name.replace("2", ""));
        assertThat(UUID.fromString(claims.getString("sub"))).isNotNull();
        assertThat(call(answer.getString("access_token"))).isEqualTo(200);
    }

    @Test
    void keepsTheSubjectOfALogInAndTellsPeopleApart() throws Exception {
        String once = claims(new JsonObject(logIn("{\"username\":\"sales\",\"password\":\"tandem\"}").body())).getString("sub");
        String again = claims(new JsonObject(logIn("{\"username\":\"sales\",\"password\":\"tandem\"}").body()))
                .getString("sub");
        String other = claims(new JsonObject(logIn("{\"username\":\"sales2\",\"password\":\"tandem\"}").body()))
                .getString("sub");
        assertThat(again).isEqualTo(once).isNotEqualTo(other);
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownNameAlike() throws Exception {
        for (String body : List.of("{\"username\":\"admin\",\"password\":\"x\"}",
                "{\"username\":\"x\",\"password\":\"tandem\"}")) {
            HttpResponse<String> reply = logIn(body);
            assertThat(reply.statusCode()).isEqualTo(401);
            assertThat(new JsonObject(reply.body()).getString("code")).isEqualTo("wrong-credentials");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "x", "{\"username\":\"admin\"}", "{\"username\":1,\"password\":\"tandem\"}",
            "{\"username\":\"admin\",\"password\":\"tandem\",\"more\":1}" })
    void refusesABodyOfAnotherShape(String body) throws Exception {
        assertThat(logIn(body).statusCode()).isEqualTo(400);
    }

    @Test
    void givesEveryGuestAnIdOfTheirOwnAndNoOtherRole() throws Exception {
        JsonObject first = claims(new JsonObject(guest().body()));
        JsonObject second = claims(new JsonObject(guest().body()));
        assertThat(first.getString("iss")).isEqualTo("tandem-guest");
        assertThat(first.getJsonArray("groups")).containsExactly("guest");
        assertThat(first.getString("sub")).isNotEqualTo(second.getString("sub"));
        assertThat(call(new JsonObject(guest().body()).getString("access_token"))).isEqualTo(200);
    }

    @Test
    void refusesAGuestKeyThatSpeaksForAnotherRole() throws Exception {
        assertThat(call(Surroundings.GUEST.sign(Surroundings.GUEST.claims("tandem-guest", "admin")))).isEqualTo(401);
        assertThat(call(Surroundings.GUEST.sign(Surroundings.GUEST.claims("tandem-local", "admin")))).isEqualTo(401);
    }

    @Test
    void refusesAnExpiredTokenAndOneForSomebodyElse() throws Exception {
        JwtClaims expired = Surroundings.LOCAL.claims("tandem-local", "admin");
        expired.setExpirationTimeMinutesInTheFuture(-2);
        JwtClaims endless = Surroundings.LOCAL.claims("tandem-local", "admin");
        endless.unsetClaim("exp");
        JwtClaims elsewhere = Surroundings.LOCAL.claims("tandem-local", "admin");
        elsewhere.setAudience("another");
        JwtClaims stranger = Surroundings.LOCAL.claims("https://stranger.example", "admin");
        for (JwtClaims claims : List.of(expired, endless, elsewhere, stranger)) {
            assertThat(call(Surroundings.LOCAL.sign(claims))).as(claims.toJson()).isEqualTo(401);
        }
        assertThat(call(Surroundings.token("admin"))).isEqualTo(200);
    }

    @Test
    void takesAnotherIssuersKeysAndItsPlaceForRoles() throws Exception {
        assertThat(call(ofProvider(Map.of("roles", List.of("analyst"))))).isEqualTo(200);
        assertThat(call(ofProvider(Map.of("roles", List.of("analyst", "admin"))))).isEqualTo(401);
        assertThat(call(Surroundings.LOCAL.sign(Surroundings.LOCAL.claims("tandem-provider", "analyst")))).isEqualTo(401);
    }

    /** What stands under groups is no role of this issuer, so it may stand there. */
    private static String ofProvider(Map<String, List<String>> access) throws Exception {
        JwtClaims claims = Surroundings.LOCAL.claims("tandem-provider", "admin");
        claims.setClaim("realm_access", access);
        JsonWebSignature elliptic = new JsonWebSignature();
        elliptic.setAlgorithmHeaderValue("ES256");
        elliptic.setKeyIdHeaderValue(Surroundings.PROVIDER.getKeyId());
        elliptic.setKey(Surroundings.PROVIDER.getPrivateKey());
        elliptic.setPayload(claims.toJson());
        return elliptic.getCompactSerialization();
    }

    @Test
    void refusesATokenThatPicksItsOwnAlgorithm() throws Exception {
        JsonWebSignature symmetric = new JsonWebSignature();
        symmetric.setAlgorithmHeaderValue("HS256");
        symmetric.setKeyIdHeaderValue(Surroundings.LOCAL.pair().getKeyId());
        symmetric.setDoKeyValidation(false);
        symmetric.setKey(new HmacKey(Surroundings.LOCAL.pair().getPublicKey().getEncoded()));
        symmetric.setPayload(Surroundings.LOCAL.claims("tandem-local", "admin").toJson());
        assertThat(call(symmetric.getCompactSerialization())).isEqualTo(401);
        String[] parts = Surroundings.token("admin").split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(call(none + "." + parts[1] + ".")).isEqualTo(401);
        assertThat(call(parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA")).isEqualTo(401);
        assertThat(call("a.b.c")).isEqualTo(401);
        assertThat(call("junk")).isEqualTo(401);
    }

    private int call(String token) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(gateway.resolve("/api/v1/b2b/accounts"))
                .header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private HttpResponse<String> logIn(String body) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(gateway.resolve("/auth/token")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> guest() throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(gateway.resolve("/auth/guest")).POST(HttpRequest.BodyPublishers.noBody())
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject claims(JsonObject answer) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(answer.getString("access_token").split("\\.")[1]),
                StandardCharsets.UTF_8));
    }
}
