package dev.tandem.metrics.ingest;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Asks the company's issuer for a token by the client credentials grant of OAuth 2.0 (RFC 6749, section 4.4), and for the
 * next one when three quarters of its life are over.
 */
final class ClientCredentials implements FeedToken {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Where the issuer does not tell how long a token lives. */
    private static final long ASSUMED_SECONDS = 60;
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private final FeedsConfig.Client client;
    private final HttpClient http;
    private final Clock clock;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    ClientCredentials(FeedsConfig.Client client, HttpClient http, Clock clock) {
        this.client = client;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> token() {
        if (token == null || !clock.instant().isBefore(renewAt)) {
            renew();
        }
        return Optional.ofNullable(token);
    }

    @Override
    public synchronized void refused() {
        token = null;
    }

    private void renew() {
        Instant asked = clock.instant();
        JsonNode reply = ask();
        String given = reply.path("access_token").asText();
        if (given.isEmpty()) {
            throw new FeedFailure("The issuer gave no token for the feeds");
        }
        long seconds = reply.path("expires_in").asLong(ASSUMED_SECONDS);
        token = given;
        renewAt = asked.plusSeconds(seconds * 3 / 4);
    }

    private JsonNode ask() {
        String login = encoded(client.id()) + ":" + encoded(client.secret());
        HttpRequest request = HttpRequest.newBuilder(client.tokenUrl()).timeout(PATIENCE)
                .header("Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"
                        + client.scope().map(scope -> "&scope=" + encoded(scope)).orElse("")))
                .build();
        try {
            HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new FeedFailure("The issuer answered " + reply.statusCode() + reason(reply.body())
                        + " when asked for a token for the feeds");
            }
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException unreadable) {
            throw new FeedFailure("The issuer's reply for the feeds' token is not JSON", unreadable);
        } catch (IOException unreachable) {
            throw new FeedFailure("The issuer of the feeds' token cannot be reached", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FeedFailure("Asking for the feeds' token was stopped", stopped);
        }
    }

    /** RFC 6749 gives the reasons by code; nothing else of a foreign reply is repeated. */
    private static String reason(String body) {
        try {
            String code = JSON.readTree(body).path("error").asText();
            return code.matches("[a-z_]{1,50}") ? " (" + code + ")" : "";
        } catch (JsonProcessingException notJson) {
            return "";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
