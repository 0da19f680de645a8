package dev.tandem.platform.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Lets readers wait for news without a database connection: one watcher asks for all of them, at once after a commit of
 * this process and a few times a second otherwise (other processes write too, and a slow transaction holds events back).
 */
@ApplicationScoped
class FeedWatch {

    private static final Logger LOG = Logger.getLogger(FeedWatch.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration REST = Duration.ofMillis(10);

    private record Waiter(String kind, FeedPosition after, CountDownLatch news) {
    }

    private final FeedReader reader;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final Semaphore bell = new Semaphore(0);
    private final AtomicBoolean watching = new AtomicBoolean();
    private final Thread atExit = new Thread(this::stop, "feed-watch-stop");
    private final CountDownLatch ended = new CountDownLatch(1);

    FeedWatch(FeedReader reader) {
        this.reader = reader;
    }

    /** Something was committed. */
    void ring() {
        if (!waiters.isEmpty() && bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Waits until the feed has an event after {@code after}, at most for {@code timeout}. */
    void await(String kind, FeedPosition after, Duration timeout) {
        if (hasEnded()) {
            return;
        }
        Waiter waiter = new Waiter(kind, after, new CountDownLatch(1));
        waiters.add(waiter);
        startWatching();
        bell.release();
        try {
            waiter.news().await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiters.remove(waiter);
        }
    }

    int waiting() {
        return waiters.size();
    }

    /** A graceful stop waits for requests under way before it fires its event, and a waiting reader would make it wait. */
    void onStart(@Observes StartupEvent event) {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    void onShutdown(@Observes ShutdownEvent event) {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            LOG.debug("The process is ending, so its hook stays", exiting);
        }
    }

    @PreDestroy
    void stop() {
        ended.countDown();
        waiters.forEach(waiter -> waiter.news().countDown());
        bell.release();
    }

    private void startWatching() {
        if (watching.compareAndSet(false, true)) {
            Thread.ofVirtual().name("feed-watch").start(this::watch);
        }
    }

    private void watch() {
        try {
            while (!hasEnded() && !waiters.isEmpty()) {
                bell.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
                bell.drainPermits();
                release();
                if (ended.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watching.set(false);
        }
        if (!hasEnded() && !waiters.isEmpty()) {
            startWatching();
        }
    }

    private boolean hasEnded() {
        return ended.getCount() == 0;
    }

    private void release() {
        try {
            Set<String> kinds = waiters.stream().map(Waiter::kind).collect(Collectors.toSet());
            Map<String, FeedPosition> newest = reader.newestOfTheseDays(kinds);
            for (Waiter waiter : waiters) {
                FeedPosition position = newest.get(waiter.kind());
                if (position != null && position.compareTo(waiter.after()) > 0) {
                    waiter.news().countDown();
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("The feeds could not be looked at; waiting readers will look themselves when their time is up", e);
        }
    }
}
