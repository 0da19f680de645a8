package dev.tandem.local.keys;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import dev.tandem.local.home.PrivateFiles;

/**
 * The token with which metrics-service reads the feeds, kept in a file that is renewed long before the token ends.
 */
public final class SystemToken {
    private static final Duration LIFE = Duration.ofHours(2);
    /** How often {@link #renew()} is to be called: often enough to miss several times. */
    public static final Duration RENEWAL = Duration.ofMinutes(20);

    private final SigningKey key;
    private final Path file;
    private final Clock clock;

    public SystemToken(SigningKey key, Path secrets, Clock clock) {
        this.key = key;
        this.file = secrets.resolve("system.token");
        this.clock = clock;
    }

    public Path file() {
        return file;
    }

    public void renew() {
        PrivateFiles.write(file, token());
    }

    public String token() {
        Instant now = clock.instant();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(key.issuer());
        claims.setAudience("tandem");
        claims.setSubject("metrics-service");
        claims.setClaim("preferred_username", "metrics-service");
        claims.setStringListClaim("groups", List.of("system"));
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(NumericDate.fromMilliseconds(now.toEpochMilli()));
        claims.setExpirationTime(NumericDate.fromMilliseconds(now.plus(LIFE).toEpochMilli()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.key().getKeyId());
        signature.setKey(key.key().getPrivateKey());
        signature.setHeader("typ", "JWT");
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign the system token", e);
        }
    }
}
