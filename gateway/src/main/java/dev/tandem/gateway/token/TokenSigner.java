package dev.tandem.gateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signs tokens of one issuer with one private key (RS256). */
final class TokenSigner {

    static final Duration VALID = Duration.ofHours(1);

    private final String issuer;
    private final RSAPrivateCrtKey key;
    private final @Nullable String keyId;
    private final Clock clock;

    private TokenSigner(String issuer, RSAPrivateCrtKey key, @Nullable String keyId, Clock clock) {
        this.issuer = issuer;
        this.key = key;
        this.keyId = keyId;
        this.clock = clock;
    }

    /**
     * Reads a PKCS#8 PEM file. The key id is the one under which the public half stands in the issuer's key set, because
     * that is the name the readers of the token know it by.
     */
    static TokenSigner of(String issuer, Path pem, @Nullable String keySet, Clock clock) {
        try {
            String text = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
            PublicKey half = rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new TokenSigner(issuer, key, keySet == null ? null : nameOf(half, keySet), clock);
        } catch (IOException | GeneralSecurityException | JoseException | RuntimeException unusable) {
            throw new IllegalStateException("The signing key of issuer " + issuer + " (" + pem
                    + ") cannot be used: it must be an RSA key as PKCS#8 PEM.", unusable);
        }
    }

    String sign(String subject, String username, String role) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(List.of("tandem"));
        claims.setSubject(subject);
        claims.setClaim("preferred_username", username);
        claims.setStringListClaim("groups", role);
        claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
        claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + VALID.toMillis()));
        claims.setJwtId(UUID.randomUUID().toString());
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        if (keyId != null) {
            signature.setKeyIdHeaderValue(keyId);
        }
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException("A token of issuer " + issuer + " cannot be signed.", broken);
        }
    }

    private static @Nullable String nameOf(PublicKey half, String keySet) throws JoseException {
        for (JsonWebKey known : new JsonWebKeySet(keySet).getJsonWebKeys()) {
            if (half.equals(known.getKey())) {
                return known.getKeyId();
            }
        }
        throw new IllegalStateException("its public half is not in the issuer's key set");
    }
}
