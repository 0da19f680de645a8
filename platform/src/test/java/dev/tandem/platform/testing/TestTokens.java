package dev.tandem.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/**
 * Signs real tokens with a key made for this test run, so that tests go through the same checks as production. The key
 * lives in a system property because test classes and test resources have different class loaders.
 */
public final class TestTokens {

    /** The issuer that the services under test trust. */
    public static final String ISSUER = "tandem-test";

    /** An issuer that may give the role guest and no other. */
    public static final String GUESTS = "tandem-test-guests";

    private static final String PRIVATE_KEY = "tandem.testing.private-key";
    private static final String JWKS = "tandem.testing.jwks";
    private static final String KEY_ID = "test";

    private TestTokens() {
    }

    /** A token of a user who is named like his first role. */
    public static String of(String... roles) {
        return token("sub-" + roles[0], roles[0], roles);
    }

    /** A token of this user. */
    public static String token(String subject, String username, String... roles) {
        return signed(Jwt.issuer(ISSUER).audience("tandem").subject(subject).preferredUserName(username).groups(Set.of(roles)));
    }

    /** What the issuer of guests says, whatever it may say. */
    public static String ofGuests(String subject, String... roles) {
        return signed(Jwt.issuer(GUESTS).audience("tandem").subject(subject).groups(Set.of(roles)));
    }

    /** A token that ended a minute ago. */
    public static String expired(String... roles) {
        return Jwt.issuer(ISSUER).audience("tandem").subject("sub-" + roles[0]).groups(Set.of(roles))
                .issuedAt(Instant.now().minusSeconds(120)).expiresAt(Instant.now().minusSeconds(60)).jws().keyId(KEY_ID)
                .sign(privateKey());
    }

    /** These claims for two hours, under the key of both issuers. */
    public static String signed(JwtClaimsBuilder claims) {
        return claims.expiresIn(Duration.ofHours(2)).jws().keyId(KEY_ID).sign(privateKey());
    }

    /** The settings with which a service trusts these tokens. */
    public static Map<String, String> trust() {
        privateKey();
        Map<String, String> settings = new HashMap<>(TestProvider.trust("tandem.auth.issuers[2]."));
        settings.put("tandem.auth.issuers[0].issuer", ISSUER);
        settings.put("tandem.auth.issuers[0].jwks", System.getProperty(JWKS));
        settings.put("tandem.auth.issuers[1].issuer", GUESTS);
        settings.put("tandem.auth.issuers[1].jwks", System.getProperty(JWKS));
        settings.put("tandem.auth.issuers[1].allowed-roles", "guest");
        return settings;
    }

    private static PrivateKey privateKey() {
        synchronized (System.getProperties()) {
            if (System.getProperty(PRIVATE_KEY) == null) {
                makeKey();
            }
            try {
                byte[] key = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
                return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void makeKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            RsaJsonWebKey key = new RsaJsonWebKey((RSAPublicKey) pair.getPublic());
            key.setKeyId(KEY_ID);
            key.setAlgorithm("RS256");
            key.setUse("sig");
            Path jwks = Files.createTempFile("tandem-test-", ".jwks.json");
            jwks.toFile().deleteOnExit();
            Files.writeString(jwks, new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            System.setProperty(JWKS, jwks.toString());
            System.setProperty(PRIVATE_KEY, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
