package dev.tandem.platform.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.feed.PublishedEvents;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.problem.ProblemException;

/** Shows the log of a webhook, and sends again or for a trial what a person asks for. */
@ApplicationScoped
class DeliveryService {

    private final Deliveries deliveries;
    private final WebhookService webhooks;
    private final PublishedEvents events;
    private final Clock clock;

    DeliveryService(Deliveries deliveries, WebhookService webhooks, PublishedEvents events, Clock clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.events = events;
        this.clock = clock;
    }

    List<Delivery> page(Deliveries.Filter filter, @Nullable UUID before, int limit) {
        webhooks.get(filter.webhook());
        return deliveries.page(filter, before, limit);
    }

    Count count(Deliveries.Filter filter) {
        webhooks.get(filter.webhook());
        return Count.of(deliveries.count(filter));
    }

    /** One delivery with the body that is sent. */
    DeliveryView get(UUID webhook, UUID event) {
        webhooks.get(webhook);
        Delivery delivery = deliveries.find(webhook, event).orElseThrow(() -> unknown(event));
        byte[] body = delivery.event() == null ? Ping.body(delivery, events.source())
                : events.documents(List.of(delivery.event())).get(delivery.event());
        return DeliveryView.of(delivery, body == null ? null : new String(body, StandardCharsets.UTF_8));
    }

    /** Queues a delivery anew, whatever became of it. */
    @Transactional
    DeliveryView redeliver(UUID webhook, UUID event, @Nullable String ifMatch) {
        Webhook target = webhooks.get(webhook);
        Delivery delivery = deliveries.lock(webhook, event).orElseThrow(() -> unknown(event));
        ETags.checkMatch(ifMatch, delivery.version());
        if (!target.isActive() && !delivery.isPing()) {
            throw ProblemException.conflict("webhook-inactive", "The webhook is switched off; activate it first.");
        }
        deliveries.requeue(webhook, event, clock.instant());
        return DeliveryView.of(deliveries.find(webhook, event).orElseThrow());
    }

    /** Queues an event that says nothing; also for a webhook that is switched off. */
    @Transactional
    DeliveryView ping(UUID webhook) {
        webhooks.get(webhook);
        UUID event = Ids.next();
        deliveries.addPing(webhook, event, clock.instant());
        return DeliveryView.of(deliveries.find(webhook, event).orElseThrow());
    }

    private static ProblemException unknown(UUID event) {
        return ProblemException.notFound("delivery", event);
    }
}
