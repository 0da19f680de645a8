package dev.tandem.platform.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.feed.PublishedEvents;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

/** Keeps the engine going: events to deliveries, deliveries to their receivers, old ones out of the log. */
@ApplicationScoped
class WebhookWorker {

    private static final Logger LOG = Logger.getLogger(WebhookWorker.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int CHUNK = 2000;

    private final Fanout fanout;
    private final Dispatcher dispatcher;
    private final Deliveries deliveries;
    private final PublishedEvents events;
    private final WebhookConfig config;
    private final Clock clock;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Thread thread;

    WebhookWorker(Fanout fanout, Dispatcher dispatcher, Deliveries deliveries, PublishedEvents events, WebhookConfig config,
            Clock clock) {
        this.fanout = fanout;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (config.worker() && !events.kinds().isEmpty()) {
            begin();
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        end();
    }

    void begin() {
        stopped = false;
        thread = Thread.ofPlatform().name("webhook-worker").daemon().start(this::run);
    }

    /** Attempts under way get a moment to end; the others are made again by whoever goes on. */
    void end() throws InterruptedException {
        stopped = true;
        kick();
        Thread running = thread;
        if (running != null) {
            running.join(config.timeout().toMillis());
        }
    }

    /** Says that there is work, so that nobody waits for the next poll. */
    void kick() {
        signal.release();
    }

    private void run() {
        while (!stopped || dispatcher.underWay() > 0) {
            try {
                if (!stopped) {
                    round();
                }
                signal.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
                signal.drainPermits();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error unexpected) {
                LOG.error("The webhook worker stumbled and goes on", unexpected);
                pause();
            }
        }
    }

    private void round() {
        boolean more = true;
        while (more && !stopped) {
            more = fanout.step();
            dispatcher.dispatch(signal::release);
        }
    }

    private void pause() {
        try {
            signal.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    @Scheduled(every = "10m", delayed = "5m", identity = "platform-webhook-log", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tidy() {
        Instant now = clock.instant();
        while (deliveries.expire(now, now.minus(config.maxAge()), CHUNK) == CHUNK) {
            LOG.debug("More deliveries are given up");
        }
        while (deliveries.forget(now.minus(config.kept()), CHUNK) == CHUNK) {
            LOG.debug("More deliveries are taken out of the log");
        }
    }
}
