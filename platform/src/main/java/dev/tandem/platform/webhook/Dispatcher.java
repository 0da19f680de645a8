package dev.tandem.platform.webhook;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.tandem.platform.feed.PublishedEvents;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.webhook.DeliveryQueue.Ready;
import dev.tandem.platform.webhook.Outcomes.Outcome;
import io.vertx.core.Vertx;

/**
 * Sends what is due, each delivery on a thread of its own and with no database connection in its hand. Every webhook has
 * places of its own, so that a slow receiver fills only those.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int RECORDING = 4;

    private final DeliveryQueue queue;
    private final Outcomes outcomes;
    private final PublishedEvents events;
    private final Targets targets;
    private final WebhookSecrets secrets;
    private final WebhookMeters meters;
    private final WebhookConfig config;
    private final Clock clock;
    private final WebhookClient client;
    private final Map<UUID, Integer> underWay = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Semaphore recording = new Semaphore(RECORDING);

    Dispatcher(DeliveryQueue queue, Outcomes outcomes, PublishedEvents events, Targets targets, WebhookSecrets secrets,
            WebhookMeters meters, WebhookConfig config, Clock clock, Vertx vertx) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.events = events;
        this.targets = targets;
        this.secrets = secrets;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
        this.client = new WebhookClient(vertx, WebhookClient.options(config.inFlight()), config.timeout());
        this.places = new Semaphore(config.inFlight());
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /**
     * Takes what is due and has a place, and begins to send it.
     *
     * @param ended called after each delivery that ended
     * @return how many deliveries were begun
     */
    int dispatch(Runnable ended) {
        int begun = 0;
        for (Ready webhook : queue.ready(clock.instant())) {
            try {
                begun += dispatch(webhook, ended);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Webhook %s cannot be worked; the others go on", webhook.id());
            }
        }
        return begun;
    }

    private int dispatch(Ready webhook, Runnable ended) {
        int most = webhook.failures() >= Outcomes.CAREFUL ? 1 : config.inFlightPerWebhook();
        int free = Math.min(most - underWay.getOrDefault(webhook.id(), 0), places.availablePermits());
        if (free <= 0) {
            return 0;
        }
        List<Delivery> taken = queue.take(webhook.id(), free, clock.instant(), config.lease());
        begin(webhook, taken, ended);
        return taken.size();
    }

    private void begin(Ready webhook, List<Delivery> taken, Runnable ended) {
        Map<PublishedEvents.Key, byte[]> documents = events.documents(
                taken.stream().map(Delivery::event).filter(Objects::nonNull).toList());
        List<String> keys = webhook.sealedSecrets().stream().map(sealed -> secrets.open(webhook.id(), sealed)).toList();
        for (Delivery delivery : taken) {
            byte[] body = delivery.event() == null ? Ping.body(delivery, events.source()) : documents.get(delivery.event());
            places.acquireUninterruptibly();
            underWay.merge(delivery.webhookId(), 1, Integer::sum);
            Thread.ofVirtual().name("webhook-" + delivery.eventId()).start(() -> {
                try {
                    settle(delivery, body == null ? Attempt.failed(Attempt.EVENT_NOT_KEPT)
                            : send(webhook.url(), keys, delivery, body));
                } finally {
                    underWay.computeIfPresent(delivery.webhookId(), (id, count) -> count == 1 ? null : count - 1);
                    places.release();
                    ended.run();
                }
            });
        }
    }

    /** One attempt, without any trace in the database. */
    Attempt send(String url, List<String> keys, Delivery delivery, byte[] body) {
        long start = System.nanoTime();
        try {
            TargetUrl target = TargetUrl.parse(url);
            List<InetAddress> addresses = targets.require(target);
            InetAddress address = addresses.get((delivery.attempts() - 1) % addresses.size());
            long timestamp = clock.instant().getEpochSecond();
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("content-type", "application/cloudevents+json; charset=utf-8");
            headers.put("user-agent", "Tandem-Webhooks/1");
            headers.put(Signature.ID_HEADER, delivery.eventId().toString());
            headers.put(Signature.TIMESTAMP_HEADER, Long.toString(timestamp));
            headers.put(Signature.SIGNATURE_HEADER, Signature.header(keys, timestamp, body));
            return Attempt.of(client.post(target, address, headers, body), since(start));
        } catch (ProblemException refused) {
            return new Attempt(null, refused.code(), since(start), null);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Few record at the same time, because the database's connections are there for requests. */
    private void settle(Delivery delivery, Attempt attempt) {
        recording.acquireUninterruptibly();
        try {
            Outcome outcome = outcomes.record(delivery, attempt);
            meters.ended(outcome, attempt.duration());
        } catch (RuntimeException e) {
            LOG.errorf(e, "How delivery %s went could not be stored; it will be made again", delivery.eventId());
        } finally {
            recording.release();
        }
    }

    int underWay() {
        return config.inFlight() - places.availablePermits();
    }
}
