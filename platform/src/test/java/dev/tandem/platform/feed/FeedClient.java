package dev.tandem.platform.feed;

import static io.restassured.RestAssured.given;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.testing.TestTokens;
import io.restassured.response.Response;

/** Reads a feed as another service does: over HTTP, remembering the position of the last event. */
final class FeedClient {

    /** What one request gave. */
    record Reply(List<Map<String, Object>> events, FeedPosition head, Instant completeThrough) {

        List<String> subjects() {
            return events.stream().map(event -> (String) event.get("subject")).toList();
        }

        List<FeedPosition> positions() {
            return events.stream().map(event -> FeedPosition.parse((String) event.get("position"))).toList();
        }
    }

    private final String kind;
    private @Nullable FeedPosition after;
    private final List<String> seen = new ArrayList<>();
    private final List<FeedPosition> positions = new ArrayList<>();

    FeedClient(String kind) {
        this.kind = kind;
    }

    /** Everything that this client ever got, in order. */
    List<String> seen() {
        return seen;
    }

    List<FeedPosition> positions() {
        return positions;
    }

    /** Starts after what is there by now. */
    FeedClient skipToHead() {
        after = read(1000, 0).head();
        seen.clear();
        positions.clear();
        return this;
    }

    /** One page, and remembers where it ended. */
    Reply read(int limit, int timeout) {
        Response response = get(kind, after == null ? null : after.encode(), limit, timeout);
        response.then().statusCode(200).contentType(FeedResource.BATCH);
        Reply reply = new Reply(response.jsonPath().getList("$"), FeedPosition.parse(response.header(FeedResource.HEAD)),
                Instant.parse(response.header(FeedResource.COMPLETE_THROUGH)));
        seen.addAll(reply.subjects());
        positions.addAll(reply.positions());
        if (!reply.events().isEmpty()) {
            after = reply.positions().getLast();
        }
        return reply;
    }

    static Response get(String kind, @Nullable String after, int limit, int timeout) {
        var request = given().auth().oauth2(TestTokens.of("system")).queryParam("limit", limit);
        if (timeout > 0) {
            request.queryParam("timeout", timeout);
        }
        if (after != null) {
            request.queryParam("after", after);
        }
        return request.get("/feeds/" + kind);
    }
}
