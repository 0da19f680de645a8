package dev.tandem.platform.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestProvider;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/** Three issuers are trusted, each with keys, a place for roles and roles of its own. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class IssuersTest {

    /** For admin alone. */
    private static ValidatableResponse asking(String token) {
        return given().auth().oauth2(token).get("/api/v1/toy/notes/count?text=a").then();
    }

    private static JwtClaimsBuilder provided(String... roles) {
        return TestProvider.claims().claim("realm_access", Map.of("roles", List.of(roles)));
    }

    @Test
    void takesTokensOfEachIssuerByItsKeysAndItsPlaceForRoles() {
        asking(TestTokens.of("admin")).statusCode(200);
        asking(TestProvider.signed(provided("shopper", "admin"))).statusCode(200);
        asking(TestProvider.signed(provided("shopper"))).statusCode(403);
    }

    /** Providers often list a person's departments under {@code groups}; those are no roles. */
    @Test
    void believesNoRoleThatStandsElsewhere() {
        asking(TestProvider.signed(provided("shopper").groups("admin"))).statusCode(403);
        asking(TestProvider.signed(TestProvider.claims().groups("admin"))).statusCode(403);
        asking(TestProvider.signed(TestProvider.claims().groups("admin").claim("realm_access", Map.of()))).statusCode(403);
        asking(TestProvider.signed(TestProvider.claims().groups("admin").claim("realm_access", Map.of("roles", 7))))
                .statusCode(403);
    }

    @Test
    void letsAnIssuerGiveOnlyTheRolesThatItMay() {
        asking(TestTokens.ofGuests("guest-1", "admin")).statusCode(403);
        asking(TestTokens.ofGuests("guest-1", "guest", "admin")).statusCode(403);
    }

    @Test
    void refusesWhatNoTrustedIssuerSignedForUs() {
        List<String> refused = List.of(
                TestTokens.signed(Jwt.issuer("https://stranger.example").audience("tandem").subject("x").groups("admin")),
                TestTokens.signed(Jwt.issuer(TestTokens.ISSUER).audience("another").subject("x").groups("admin")),
                TestTokens.signed(Jwt.issuer(TestTokens.ISSUER).audience("tandem").groups("admin")),
                TestTokens.expired("admin"), TestTokens.signed(provided("admin")),
                TestProvider.signed(Jwt.issuer(TestTokens.ISSUER).audience("tandem").subject("x").groups("admin")),
                Jwt.issuer(TestTokens.ISSUER).audience("tandem").subject("x").groups("admin")
                        .signWithSecret("a secret that everybody could know, long enough"),
                unsigned(TestTokens.of("admin")));
        refused.forEach(token -> asking(token).statusCode(401).body("code", equalTo("invalid-token")));
    }

    private static String unsigned(String token) {
        String header = Base64.getUrlEncoder().withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + token.split("\\.")[1] + ".";
    }
}
