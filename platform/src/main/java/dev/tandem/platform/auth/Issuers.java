package dev.tandem.platform.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;

/** Verifies a token with the keys and the rules of its own issuer. */
@ApplicationScoped
class Issuers {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Nobody's role: stands in where a token has none at the path, else the parser would take those under "groups". */
    private static final String NO_ROLE = "";

    /** One parser per issuer, because a parser keeps the keys of the first issuer that it meets. */
    private record Trusted(AuthConfig.Issuer config, JWTAuthContextInfo rules, DefaultJWTTokenParser parser) {
    }

    private final Map<String, Trusted> byIssuer = new HashMap<>();

    Issuers(AuthConfig config) {
        for (AuthConfig.Issuer issuer : config.issuers()) {
            byIssuer.put(issuer.issuer(), new Trusted(issuer, rules(issuer), new DefaultJWTTokenParser()));
        }
    }

    void refuseToStartWithoutIssuer(@Observes StartupEvent start) {
        if (byIssuer.isEmpty()) {
            throw new IllegalStateException("No token issuer is configured: set tandem.auth.issuers[0].issuer and .jwks");
        }
    }

    private static JWTAuthContextInfo rules(AuthConfig.Issuer issuer) {
        JWTAuthContextInfo rules = new JWTAuthContextInfo();
        rules.setIssuedBy(issuer.issuer());
        rules.setPublicKeyLocation(issuer.jwks());
        rules.setExpectedAudience(Set.of(issuer.audience()));
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256));
        rules.setGroupsPath(issuer.rolesPath());
        rules.setDefaultGroupsClaim(NO_ROLE);
        rules.setRequiredClaims(Set.of("sub"));
        rules.setExpGracePeriodSecs(0);
        rules.setClockSkew(10);
        return rules;
    }

    JWTCallerPrincipal parse(String token) throws ParseException {
        Trusted trusted = byIssuer.get(issuerOf(token));
        if (trusted == null) {
            throw new ParseException("The token's issuer is not trusted");
        }
        JwtClaims claims = trusted.parser().parse(token, trusted.rules()).getJwtClaims();
        try {
            List<String> groups = claims.hasClaim("groups") ? claims.getStringListClaimValue("groups") : List.of();
            claims.setStringListClaim("groups", groups.stream().filter(role -> !role.equals(NO_ROLE))
                    .filter(role -> trusted.config().allowedRoles().map(allowed -> allowed.contains(role)).orElse(true))
                    .toList());
        } catch (MalformedClaimException malformed) {
            throw new ParseException("The token's roles are malformed", malformed);
        }
        return new DefaultJWTCallerPrincipal(claims);
    }

    /** Reads the issuer before anything is verified, only to choose the keys to verify with. */
    private static String issuerOf(String token) throws ParseException {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            throw new ParseException("Not a signed token");
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts[1].getBytes(StandardCharsets.US_ASCII));
            return JSON.readTree(payload).path("iss").asText("");
        } catch (IllegalArgumentException | java.io.IOException malformed) {
            throw new ParseException("The token is malformed", malformed);
        }
    }
}
