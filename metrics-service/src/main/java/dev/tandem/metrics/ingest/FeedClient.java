package dev.tandem.metrics.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.FactJson;
import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedChecksum;
import dev.tandem.platform.feed.FeedPosition;

/** Reads the feeds of the other services over HTTP as the contract describes them. */
final class FeedClient implements FeedPages, FeedChecksums, FeedConfirmations {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** On top of the time that a long poll may take. */
    private static final Duration REPLY = Duration.ofSeconds(30);
    private static final Duration CHECKSUM = Duration.ofMinutes(10);
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private final Map<String, URI> services;
    private final FeedToken token;
    private final HttpClient http;

    FeedClient(Map<String, URI> services, FeedToken token, HttpClient http) {
        this.services = services;
        this.token = token;
        this.http = http;
    }

    /** What services and issuers are asked with. */
    static HttpClient http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
    }

    @Override
    public FeedPage read(Feed feed, FeedPosition after, int limit, Duration wait) {
        return ask(feed, HttpRequest.newBuilder(uri(feed, after, limit, wait)).timeout(REPLY.plus(wait))
                .header("Accept", "application/cloudevents-batch+json").header("Accept-Encoding", "gzip"),
                (reply, body) -> page(feed, reply, body));
    }

    /** A feed of years is read from end to end for it, which takes a while. */
    @Override
    public FeedChecksum checksum(Feed feed, FeedPosition through) {
        URI uri = URI.create(base(feed) + "/checksum?through=" + through.encode());
        return ask(feed, HttpRequest.newBuilder(uri).timeout(CHECKSUM).header("Accept", "application/json"),
                (reply, body) -> {
                    JsonNode sum = JSON.readTree(body);
                    return new FeedChecksum(feed.kind(), through.encode(), sum.path("entities").asLong(),
                            sum.path("versionSum").bigIntegerValue(), sum.path("digest").asText());
                });
    }

    @Override
    public void confirm(String service, String reader, FeedPosition through) {
        Feed any = Arrays.stream(Feed.values()).filter(feed -> feed.service().equals(service)).findFirst().orElseThrow();
        URI uri = URI.create(base(any).replaceAll("[^/]+$", "") + "confirmations/" + reader);
        ask(any, HttpRequest.newBuilder(uri).timeout(REPLY).header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"through\":\"" + through.encode() + "\"}")),
                (reply, body) -> body.readAllBytes().length);
    }

    private interface Reader<T> {
        T read(HttpResponse<InputStream> reply, InputStream body) throws IOException;
    }

    private <T> T ask(Feed feed, HttpRequest.Builder request, Reader<T> reader) {
        token.token().ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try {
            HttpResponse<InputStream> reply = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = reply.body()) {
                if (reply.statusCode() != 200) {
                    throw refused(feed, reply, body);
                }
                return reader.read(reply, body);
            }
        } catch (IOException unreachable) {
            throw new FeedFailure("Feed " + feed.path() + " cannot be reached", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FeedFailure("Reading feed " + feed.path() + " was stopped", stopped);
        }
    }

    private String base(Feed feed) {
        URI base = services.get(feed.service());
        if (base == null) {
            throw new FeedFailure("No address is configured for the feeds of " + feed.service());
        }
        return base.toString().replaceAll("/+$", "") + "/feeds/" + feed.kind();
    }

    private URI uri(Feed feed, FeedPosition after, int limit, Duration wait) {
        String query = "?limit=" + limit + "&timeout=" + wait.toSeconds();
        if (!after.equals(FeedPosition.START)) {
            query += "&after=" + after.encode();
        }
        return URI.create(base(feed) + query);
    }

    private FeedFailure refused(Feed feed, HttpResponse<InputStream> reply, InputStream body) throws IOException {
        if (reply.statusCode() == 401) {
            token.refused();
        }
        body.readAllBytes();
        String answer = "Feed " + feed.path() + " answered " + reply.statusCode();
        return reply.statusCode() == 409 || reply.statusCode() == 410 ? new PositionRefused(answer) : new FeedFailure(answer);
    }

    private static FeedPage page(Feed feed, HttpResponse<InputStream> reply, InputStream body) throws IOException {
        boolean zipped = reply.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
        JsonNode batch = JSON.readTree(zipped ? new GZIPInputStream(body) : body);
        FeedPosition head = FeedPosition.parse(header(feed, reply, "Feed-Head"));
        Instant complete = micros(header(feed, reply, "Feed-Complete-Through"));
        Instant keptSince = reply.headers().firstValue("Feed-Kept-Since").map(FeedClient::micros).orElse(null);
        List<FeedEvent> events = new ArrayList<>(batch.size());
        for (JsonNode event : batch) {
            events.add(event(feed, event, keptSince));
        }
        return new FeedPage(events, head, complete);
    }

    private static String header(Feed feed, HttpResponse<?> reply, String name) {
        return reply.headers().firstValue(name)
                .orElseThrow(() -> new FeedFailure("Feed " + feed.path() + " sent no " + name));
    }

    /** The database keeps microseconds; a finer instant would not equal itself after a restart. */
    private static Instant micros(String text) {
        return Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
    }

    private static FeedEvent event(Feed feed, JsonNode event, @Nullable Instant keptSince) {
        JsonNode data = event.path("data");
        Change change = Change.valueOf(event.path("change").asText());
        Instant recordedAt = micros(event.path("recordedat").asText());
        return new FeedEvent(feed, UUID.fromString(event.path("subject").asText()),
                event.path("entityversion").asLong(), change, recordedAt,
                FeedPosition.parse(event.path("position").asText()),
                data.isObject() && change != Change.ERASED ? FactJson.read(feed, data) : null,
                keptSince == null || recordedAt.isAfter(keptSince) ? null : keptSince);
    }
}
