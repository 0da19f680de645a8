package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.imports.ApiClient;

/** A suite that trusts a real Keycloak, which has the realm that {@code k8s/components/keycloak} imports. */
@Tag("all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakTest {
    private Keycloak keycloak;
    private RunningSuite suite;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        keycloak = new Keycloak(folder);
        suite = new RunningSuite(folder.resolve("home"));
        // As the component says it, beside the issuers that a local suite has.
        suite.set("TANDEM_AUTH_ISSUERS_2__ISSUER", keycloak.issuer());
        suite.set("TANDEM_AUTH_ISSUERS_2__JWKS", keycloak.keys());
        suite.set("TANDEM_AUTH_ISSUERS_2__AUDIENCE", "tandem");
        suite.set("TANDEM_AUTH_ISSUERS_2__ROLES_PATH", "realm_access/roles");
        suite.set("TANDEM_FEEDS_CLIENT_TOKEN_URL", keycloak.tokenUrl());
        suite.set("TANDEM_FEEDS_CLIENT_ID", Keycloak.CLIENT);
        suite.set("TANDEM_FEEDS_CLIENT_SECRET", Keycloak.SECRET);
        RunningSuite.Output up = suite.tandem("up", "--empty", "--detach");
        assertThat(up.code()).as(up.text()).isZero();
    }

    @AfterAll
    void stop() {
        if (suite != null) {
            suite.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    private ApiClient as(String username) throws Exception {
        return ApiClient.withToken(suite.ports().gatewayUri(), keycloak.signIn(username));
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private static ApiClient.Reply post(ApiClient api, String path, String json) {
        return api.send("POST", path, BodyPublishers.ofString(json),
                Map.of("Content-Type", "application/json", "Idempotency-Key", UUID.randomUUID().toString()));
    }

    @Test
    void givesEachPersonTheRolesOfTheRealmAndNoMore() throws Exception {
        try (ApiClient manager = as("kc-sales-manager"); ApiClient nobody = as("kc-nobody")) {
            assertThat(post(manager, "/api/v1/b2b/accounts", "{\"name\":\"Keycloak Ltd\"}").status()).isEqualTo(201);
            assertThat(manager.get("/api/v1/b2c/orders").status()).isEqualTo(403);
            assertThat(nobody.get("/api/v1/b2b/accounts").status()).isEqualTo(403);
        }
    }

    @Test
    void writesIntoTheAuditWhoChangedSomething() throws Exception {
        String token = keycloak.signIn("kc-admin");
        try (ApiClient admin = ApiClient.withToken(suite.ports().gatewayUri(), token)) {
            String id = post(admin, "/api/v1/b2b/accounts", "{\"name\":\"Audited Ltd\"}").json().path("id").asText();
            JsonNode change = admin.get("/api/v1/b2b/audit-events?recordId=" + id).json().at("/items/0");
            assertThat(change.path("actor").asText()).isNotEmpty();
            assertThat(claims(token)).contains("\"sub\":\"" + change.path("actor").asText() + "\"");
        }
    }

    @Test
    void knowsAShopperAgainWhenHeComesBack() throws Exception {
        String first;
        try (ApiClient shopper = as("kc-shopper")) {
            first = shopper.get("/api/v1/b2c/customers/me").json().path("id").asText();
        }
        try (ApiClient again = as("kc-shopper")) {
            assertThat(first).isNotEmpty();
            assertThat(again.get("/api/v1/b2c/customers/me").json().path("id").asText()).isEqualTo(first);
        }
    }

    /** The token that the launcher gives is of no use here, so what arrives was read with Keycloak's. */
    @Test
    void readsTheFeedsInItsOwnName() throws Exception {
        Files.writeString(suite.systemTokenFile(), "no token any more");
        try (ApiClient admin = as("kc-admin"); ApiClient analyst = as("kc-analyst")) {
            ApiClient.Reply deal = post(admin, "/api/v1/b2b/opportunities", "{\"name\":\"Keycloak deal\"}");
            assertThat(deal.status()).as(deal.text()).isEqualTo(201);
            String position = Kpi.encode(deal.headers().firstValue("Feed-Position").orElseThrow());
            ApiClient.Reply figure = analyst.get("/api/v1/metrics/kpis/B2B/pipeline_value?from=2020-01-01&to=2040-01-01"
                    + "&minPosition=" + position);
            assertThat(figure.status()).as(figure.text()).isEqualTo(200);
            assertThat(figure.json().at("/series/0/undated").asInt() + figure.json().at("/series/0/unpriced").asInt())
                    .isPositive();
        }
    }

    @Test
    void believesNoTokenThatSomebodyChanged() throws Exception {
        String[] parts = keycloak.signIn("kc-nobody").split("\\.");
        String claims = claims(String.join(".", parts));
        String forged = claims.replaceFirst("\"realm_access\":\\{\"roles\":\\[", "$0\"admin\",");
        assertThat(forged).isNotEqualTo(claims);
        parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
        try (ApiClient forger = ApiClient.withToken(suite.ports().gatewayUri(), String.join(".", parts))) {
            assertThat(forger.get("/api/v1/b2b/accounts").status()).isEqualTo(401);
        }
    }
}
