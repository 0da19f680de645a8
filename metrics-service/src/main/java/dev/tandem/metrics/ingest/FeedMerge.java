package dev.tandem.metrics.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/**
 * Reads the feeds of one service side by side and hands their events out in the one order of their positions. An event
 * is handed out only when no feed can still bring an earlier one, so that a live run and a rebuild see the same order.
 */
final class FeedMerge {

    /** What is read of one feed and not yet handed out. */
    private static final class Source {
        private final Feed feed;
        private final Deque<FeedEvent> events = new ArrayDeque<>();
        private FeedPosition through = FeedPosition.START;
        private Instant completeThrough = Instant.EPOCH;
        private boolean full;

        private Source(Feed feed) {
            this.feed = feed;
        }
    }

    private final FeedPages pages;
    private final List<Source> sources;
    private final int pageSize;
    private final int batchSize;
    private final ExecutorService readers;
    private FeedPosition position = FeedPosition.START;

    FeedMerge(FeedPages pages, List<Feed> feeds, int pageSize, int batchSize, ExecutorService readers) {
        this.pages = pages;
        this.sources = feeds.stream().map(Source::new).toList();
        this.pageSize = pageSize;
        this.batchSize = batchSize;
        this.readers = readers;
    }

    /** Forgets what was read ahead and goes on after {@code start}. */
    void startAt(FeedPosition start) {
        position = start;
        for (Source source : sources) {
            source.events.clear();
            source.through = start;
            source.completeThrough = Instant.EPOCH;
            source.full = true;
        }
    }

    /** Everything up to here was handed out. */
    FeedPosition position() {
        return position;
    }

    /** The next stretch; empty if nothing new can be had without waiting. */
    FeedBatch next() throws InterruptedException {
        readAhead();
        FeedPosition bound = sources.stream().map(source -> source.through).min(FeedPosition::compareTo).orElse(position);
        List<FeedEvent> events = new ArrayList<>();
        Source first = earliest(bound);
        while (first != null && events.size() < batchSize) {
            events.add(first.events.removeFirst());
            first = earliest(bound);
        }
        if (first != null) {
            bound = events.getLast().position();
        }
        position = bound.compareTo(position) > 0 ? bound : position;
        boolean more = first != null || sources.stream().anyMatch(source -> source.full);
        return new FeedBatch(events, position, completeThrough(), more);
    }

    private @Nullable Source earliest(FeedPosition bound) {
        Source first = null;
        for (Source source : sources) {
            FeedEvent event = source.events.peekFirst();
            if (event != null && event.position().compareTo(bound) <= 0 && (first == null
                    || event.position().compareTo(first.events.getFirst().position()) < 0)) {
                first = source;
            }
        }
        return first;
    }

    private Instant completeThrough() {
        Instant least = Instant.MAX;
        for (Source source : sources) {
            least = source.completeThrough.isBefore(least) ? source.completeThrough : least;
            for (FeedEvent held : source.events) {
                least = held.recordedAt().isBefore(least) ? held.recordedAt() : least;
            }
        }
        return least;
    }

    private void readAhead() throws InterruptedException {
        List<Future<?>> reads = new ArrayList<>();
        for (Source source : sources) {
            if (source.events.size() < batchSize) {
                reads.add(readers.submit(() -> fill(source)));
            }
        }
        RuntimeException failure = null;
        for (Future<?> read : reads) {
            try {
                read.get();
            } catch (ExecutionException failed) {
                failure = failed.getCause() instanceof RuntimeException cause ? cause
                        : new FeedFailure("A feed could not be read", failed.getCause());
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void fill(Source source) {
        do {
            FeedPage page = pages.read(source.feed, source.through, pageSize, Duration.ZERO);
            for (FeedEvent event : page.events()) {
                if (event.position().compareTo(source.through) > 0) {
                    source.events.addLast(event);
                    source.through = event.position();
                }
            }
            source.full = page.events().size() >= pageSize;
            source.completeThrough = page.completeThrough();
            if (!source.full && page.head().compareTo(source.through) > 0) {
                source.through = page.head();
            }
        } while (source.full && source.events.size() < batchSize);
    }
}
