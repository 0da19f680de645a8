package dev.tandem.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

class StartTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void refusesToStartWithoutAnIssuer() {
        assertThatThrownBy(() -> start(Optional.empty())).hasMessageContaining("tandem.auth.issuers[0].issuer");
    }

    @Test
    void refusesToStartWithAKeyFileThatIsNotThere() {
        assertThatThrownBy(() -> start(Optional.of(List.of(issuer("/nowhere/keys.json")))))
                .hasMessageContaining("key file of issuer");
    }

    @Test
    void takesATokenOnlyFromOneWellFormedHeader() {
        assertThat(BearerToken.of(List.of("Bearer abc"))).contains("abc");
        assertThat(BearerToken.of(List.of("bearer abc"))).contains("abc");
        assertThat(BearerToken.of(List.of("Bearer a", "Bearer b"))).isEmpty();
        assertThat(BearerToken.of(List.of("Basic abc"))).isEmpty();
        assertThat(BearerToken.of(List.of("Bearer a b"))).isEmpty();
        assertThat(BearerToken.of(List.of("Bearer "))).isEmpty();
    }

    @Test
    void countsThatTheKeysOfAnIssuerCannotBeRead() {
        start(Optional.of(List.of(issuer("http://127.0.0.1:1/keys"))));
        assertThat(meters.get("tandem.gateway.keys.unread").tag("issuer", "somebody").counter().count()).isEqualTo(1);
    }

    private void start(Optional<List<AuthConfig.Issuer>> issuers) {
        Vertx vertx = Vertx.vertx();
        try {
            new TokenVerifier(() -> issuers, Clock.systemUTC(), vertx, meters).start(new StartupEvent());
        } finally {
            vertx.close();
        }
    }

    private static AuthConfig.Issuer issuer(String jwks) {
        return new AuthConfig.Issuer() {
            @Override
            public String issuer() {
                return "somebody";
            }

            @Override
            public String jwks() {
                return jwks;
            }

            @Override
            public String audience() {
                return "tandem";
            }

            @Override
            public String rolesPath() {
                return "groups";
            }

            @Override
            public Optional<Set<String>> allowedRoles() {
                return Optional.empty();
            }
        };
    }
}
