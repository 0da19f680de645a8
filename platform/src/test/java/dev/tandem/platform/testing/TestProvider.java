package dev.tandem.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

import com.sun.net.httpserver.HttpServer;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/**
 * An issuer as companies have one: it signs with ES256, publishes its keys at an address and keeps roles deep inside its
 * tokens.
 */
public final class TestProvider {

    /** The issuer that the services under test trust besides {@link TestTokens#ISSUER}. */
    public static final String ISSUER = "tandem-test-provider";

    private static final String PRIVATE_KEY = "tandem.testing.provider-key";
    private static final String ADDRESS = "tandem.testing.provider-keys-at";
    private static final String KEY_ID = "provider";

    private TestProvider() {
    }

    static Map<String, String> trust(String prefix) {
        synchronized (System.getProperties()) {
            if (System.getProperty(ADDRESS) == null) {
                publish();
            }
        }
        return Map.of(prefix + "issuer", ISSUER, prefix + "jwks", System.getProperty(ADDRESS), prefix + "roles-path",
                "realm_access/roles");
    }

    /** The beginning of a token, without any role. */
    public static JwtClaimsBuilder claims() {
        return Jwt.issuer(ISSUER).audience("tandem").subject("sub-of-provider").preferredUserName("somebody");
    }

    public static String signed(JwtClaimsBuilder claims) {
        try {
            byte[] key = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
            PrivateKey signing = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
            return claims.expiresIn(Duration.ofHours(2)).jws().algorithm(SignatureAlgorithm.ES256).keyId(KEY_ID).sign(signing);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void publish() {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(KEY_ID);
            byte[] keys = new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                    .getBytes(StandardCharsets.UTF_8);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            System.setProperty(PRIVATE_KEY, Base64.getEncoder().encodeToString(key.getPrivateKey().getEncoded()));
            System.setProperty(ADDRESS, "http://localhost:" + server.getAddress().getPort() + "/keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
