package dev.tandem.gateway.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;

/**
 * The public keys of one issuer. They are read again when a token names an unknown key, but at most once per interval,
 * so that a flood of invented key ids does not become a flood of look-ups.
 */
final class KeySource {

    private static final Logger LOG = Logger.getLogger(KeySource.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String location;
    private final Clock clock;
    private final Counter unread;
    private volatile List<JsonWebKey> keys = List.of();
    private volatile Instant nextLook = Instant.MIN;

    KeySource(String location, Clock clock, Counter unread) {
        this.location = location;
        this.clock = clock;
        this.unread = unread;
    }

    /** The keys a token with this key id may have been signed with: that one, or all where it names none. */
    List<JsonWebKey> candidates(@Nullable String keyId) {
        List<JsonWebKey> known = keys;
        return keyId == null ? known : known.stream().filter(key -> keyId.equals(key.getKeyId())).toList();
    }

    boolean isDue() {
        return !clock.instant().isBefore(nextLook);
    }

    /** Reads the keys again; blocks. A source that does not answer leaves the known keys in use. */
    synchronized void look() {
        if (!isDue()) {
            return;
        }
        nextLook = clock.instant().plus(INTERVAL);
        try {
            keys = List.copyOf(new JsonWebKeySet(read()).getJsonWebKeys());
        } catch (IOException | JoseException | IllegalArgumentException failure) {
            unread.increment();
            LOG.warnf(failure, "The keys at %s cannot be read; the %d known ones stay in use", location, keys.size());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isFile() {
        return !location.startsWith("http://") && !location.startsWith("https://");
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    private String read() throws IOException, InterruptedException {
        if (isFile()) {
            return Files.readString(location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location));
        }
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> reply = client.send(HttpRequest.newBuilder(URI.create(location)).timeout(TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new IOException("status " + reply.statusCode());
            }
            return reply.body();
        }
    }
}
