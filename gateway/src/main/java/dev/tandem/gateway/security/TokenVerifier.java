package dev.tandem.gateway.security;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Judges bearer tokens against the list of trusted issuers; without an issuer the gateway does not start. */
@Singleton
public class TokenVerifier {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<TrustedIssuer> issuers;
    private final Vertx vertx;

    TokenVerifier(AuthConfig config, Clock clock, Vertx vertx, MeterRegistry meters) {
        this.issuers = config.issuers().orElse(List.of()).stream()
                .map(issuer -> new TrustedIssuer(issuer, keySource(issuer, clock, meters), clock)).toList();
        this.vertx = vertx;
    }

    private static KeySource keySource(AuthConfig.Issuer issuer, Clock clock, MeterRegistry meters) {
        return new KeySource(issuer.jwks(), clock, Counter.builder("tandem.gateway.keys.unread").tag("issuer", issuer.issuer())
                .description("Times that the keys of an issuer could not be read").register(meters));
    }

    void start(@Observes StartupEvent start) {
        if (issuers.isEmpty()) {
            throw new IllegalStateException(
                    "No token issuer is configured: set tandem.auth.issuers[0].issuer and tandem.auth.issuers[0].jwks.");
        }
        for (TrustedIssuer issuer : issuers) {
            issuer.keys().look();
            if (issuer.keys().isFile() && issuer.keys().isEmpty()) {
                throw new IllegalStateException("The key file of issuer " + issuer.name() + " cannot be read or has no key.");
            }
        }
    }

    /** The caller, or empty for a token that is not valid here. Never fails. */
    public Future<Optional<Caller>> verify(String token) {
        JsonNode header = part(token, 0);
        JsonNode claims = part(token, 1);
        if (header == null || claims == null) {
            return Future.succeededFuture(Optional.empty());
        }
        String issuerName = claims.path("iss").asText();
        String keyId = header.path("kid").isTextual() ? header.path("kid").asText() : null;
        String algorithm = header.path("alg").asText();
        Optional<TrustedIssuer> found = issuers.stream().filter(issuer -> issuer.name().equals(issuerName)).findFirst();
        if (found.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        TrustedIssuer issuer = found.get();
        if (issuer.knows(keyId) || !issuer.keys().isDue()) {
            return Future.succeededFuture(issuer.judge(token, keyId, algorithm));
        }
        return vertx.executeBlocking(() -> {
            issuer.keys().look();
            return issuer.judge(token, keyId, algorithm);
        }, false).map(judged -> judged == null ? Optional.empty() : judged);
    }

    private static @Nullable JsonNode part(String token, int index) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            return JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[index]), StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            return null;
        }
    }
}
