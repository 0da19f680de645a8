package dev.tandem.metrics.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/**
 * Waits on all feeds of a service at once by long polls. A poll only rings; the events are read by the merge, because
 * an event can be used only together with what the other feeds have up to the same position.
 */
final class FeedBell {

    private final FeedPages pages;
    private final List<Feed> feeds;
    private final ExecutorService readers;
    private final Set<Feed> listening = ConcurrentHashMap.newKeySet();
    private final Semaphore rung = new Semaphore(0);

    FeedBell(FeedPages pages, List<Feed> feeds, ExecutorService readers) {
        this.pages = pages;
        this.feeds = feeds;
        this.readers = readers;
    }

    /** Returns when a feed has something after {@code position}, when {@link #ring} is called, or after {@code atMost}. */
    void await(FeedPosition position, Duration atMost) throws InterruptedException {
        rung.drainPermits();
        for (Feed feed : feeds) {
            if (listening.add(feed)) {
                readers.execute(() -> listen(feed, position, atMost));
            }
        }
        rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void listen(Feed feed, FeedPosition position, Duration atMost) {
        try {
            if (!pages.read(feed, position, 1, atMost).events().isEmpty()) {
                ring();
            }
        } catch (FeedFailure unreachable) {
            // The merge reads the same feed next and reports it.
            return;
        } finally {
            listening.remove(feed);
        }
    }

    /** Waits without listening, while something is wrong or nothing is ours to do. */
    void rest(Duration length) throws InterruptedException {
        rung.drainPermits();
        rung.tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the wait. */
    void ring() {
        rung.release();
    }
}
