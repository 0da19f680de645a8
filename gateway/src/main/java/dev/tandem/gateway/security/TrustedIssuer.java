package dev.tandem.gateway.security;

import java.security.Key;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Judges the tokens of one issuer. */
final class TrustedIssuer {

    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    private static final int SKEW_SECONDS = 30;

    private final AuthConfig.Issuer config;
    private final KeySource keys;
    private final Clock clock;

    TrustedIssuer(AuthConfig.Issuer config, KeySource keys, Clock clock) {
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    String name() {
        return config.issuer();
    }

    KeySource keys() {
        return keys;
    }

    boolean knows(@Nullable String keyId) {
        return !keys.candidates(keyId).isEmpty();
    }

    /** The caller, or empty when anything about the token is wrong. */
    Optional<Caller> judge(String token, @Nullable String keyId, String algorithm) {
        for (JsonWebKey candidate : keys.candidates(keyId)) {
            Key key = candidate.getKey();
            if (fits(key, algorithm) && isSignedWith(token, key)) {
                return claims(token, key).flatMap(this::caller);
            }
        }
        return Optional.empty();
    }

    /** A key serves one family of algorithms only, whatever the token's header says. */
    private static boolean fits(Key key, String algorithm) {
        return switch (algorithm) {
            case AlgorithmIdentifiers.RSA_USING_SHA256 -> "RSA".equals(key.getAlgorithm());
            case AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256 -> "EC".equals(key.getAlgorithm());
            default -> false;
        };
    }

    private static boolean isSignedWith(String token, Key key) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ALGORITHMS);
            signature.setCompactSerialization(token);
            signature.setKey(key);
            return signature.verifySignature();
        } catch (JoseException unusable) {
            return false;
        }
    }

    private Optional<JwtClaims> claims(String token, Key key) {
        try {
            return Optional.of(new JwtConsumerBuilder().setJwsAlgorithmConstraints(ALGORITHMS).setVerificationKey(key)
                    .setExpectedIssuer(config.issuer()).setExpectedAudience(config.audience()).setRequireExpirationTime()
                    .setRequireSubject().setAllowedClockSkewInSeconds(SKEW_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis())).build().processToClaims(token));
        } catch (InvalidJwtException refused) {
            return Optional.empty();
        }
    }

    private Optional<Caller> caller(JwtClaims claims) {
        Set<String> roles = roles(claims.getClaimsMap());
        if (config.allowedRoles().isPresent() && !config.allowedRoles().get().containsAll(roles)) {
            return Optional.empty();
        }
        return Optional.of(new Caller(config.issuer(), String.valueOf(claims.getClaimValue("sub")), roles));
    }

    private Set<String> roles(Map<String, Object> claims) {
        Object at = claims;
        for (String step : config.rolesPath().contains("/") ? List.of(config.rolesPath().split("/"))
                : List.of(config.rolesPath().split("\\."))) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        Set<String> roles = new HashSet<>();
        if (at instanceof Collection<?> many) {
            many.forEach(role -> roles.add(String.valueOf(role)));
        } else if (at instanceof String one) {
            roles.addAll(List.of(one.split(" ")));
        }
        return Set.copyOf(roles);
    }
}
