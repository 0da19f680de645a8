package dev.tandem.metrics.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/** Serves a log the way a producer does while it is being written: the horizon rises between any two questions. */
final class ScriptedFeeds implements FeedPages {

    private final List<FeedEvent> events;
    private final Random random;
    private long horizon;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final long last;

    ScriptedFeeds(List<FeedEvent> events, Random random) {
        this.events = events;
        this.random = random;
        this.last = events.isEmpty() ? 1 : events.getLast().position().xid() + 1;
    }

    FeedPosition end() {
        return new FeedPosition(1, last, 0);
    }

    @Override
    public FeedPage read(Feed feed, FeedPosition after, int limit, Duration wait) {
        horizon = Math.min(last, horizon + random.nextInt(1 + (int) Math.min(last / 4 + 1, 1000)));
        FeedPosition head = new FeedPosition(1, horizon, 0);
        List<FeedEvent> served = events.stream().filter(event -> event.feed() == feed
                && event.position().compareTo(head) < 0 && event.position().compareTo(after) > 0).limit(limit).toList();
        FeedPosition through = served.size() == limit ? served.getLast().position() : head;
        Instant complete = events.stream().filter(event -> event.position().compareTo(through) > 0)
                .map(FeedEvent::recordedAt).min(Instant::compareTo).orElse(now);
        now = now.plusSeconds(1);
        if (complete.isBefore(now) && random.nextInt(4) == 0) {
            // Somebody wrote down his time before it and commits after it.
            complete = complete.plusSeconds(random.nextInt(80_000));
        }
        return new FeedPage(served, head, complete);
    }
}
