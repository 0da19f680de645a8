package dev.tandem.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** What stands around a gateway: three upstreams and the keys of two issuers. */
public class Surroundings implements QuarkusTestResourceLifecycleManager {

    public static final Upstream ACCOUNTS = new Upstream();
    public static final Upstream ORDERS = new Upstream();
    public static final Upstream METRICS = new Upstream();
    public static final Keys LOCAL;
    public static final Keys GUEST;
    /** An issuer that signs with ES256, keeps roles deep inside and may give the role analyst alone. */
    public static final EllipticCurveJsonWebKey PROVIDER;
    private static final Path PROVIDER_KEYS;

    static {
        try {
            Path folder = Files.createTempDirectory("gateway-keys");
            LOCAL = Keys.create(folder, "local");
            GUEST = Keys.create(folder, "guest");
            PROVIDER = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            PROVIDER.setKeyId("provider-1");
            PROVIDER_KEYS = Files.writeString(folder.resolve("provider.jwks.json"),
                    new JsonWebKeySet(PROVIDER).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public Map<String, String> start() {
        Main.leaveTargetsToUs();
        Map<String, String> config = new HashMap<>();
        config.put("tandem.gateway.accounts-url", ACCOUNTS.url());
        config.put("tandem.gateway.orders-url", ORDERS.url());
        config.put("tandem.gateway.metrics-url", METRICS.url());
        config.put("tandem.gateway.forward.response-timeout", "1s");
        config.put("tandem.auth.issuers[0].issuer", "tandem-local");
        config.put("tandem.auth.issuers[0].jwks", LOCAL.keySet().toString());
        config.put("tandem.auth.issuers[1].issuer", "tandem-guest");
        config.put("tandem.auth.issuers[1].jwks", GUEST.keySet().toString());
        config.put("tandem.auth.issuers[1].allowed-roles", "guest");
        config.put("tandem.auth.issuers[2].issuer", "tandem-provider");
        config.put("tandem.auth.issuers[2].jwks", PROVIDER_KEYS.toString());
        config.put("tandem.auth.issuers[2].roles-path", "realm_access/roles");
        config.put("tandem.auth.issuers[2].allowed-roles", "analyst");
        config.put("tandem.local.enabled", "true");
        config.put("tandem.local.key-file", LOCAL.pem().toString());
        config.put("tandem.guest.key-file", GUEST.pem().toString());
        return config;
    }

    @Override
    public void stop() {
        ACCOUNTS.behave((head, in, out) -> {
        });
    }

    public static String token(String... roles) {
        return LOCAL.sign(LOCAL.claims("tandem-local", roles));
    }
}
