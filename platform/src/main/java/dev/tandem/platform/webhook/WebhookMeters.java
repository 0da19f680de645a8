package dev.tandem.platform.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.tandem.platform.feed.PublishedEvents;
import dev.tandem.platform.webhook.Outcomes.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;

/** Shows operators how many deliveries wait, since when, and how attempts end. */
@ApplicationScoped
class WebhookMeters {

    private final MeterRegistry registry;
    private final Deliveries deliveries;
    private final PublishedEvents events;
    private final Clock clock;

    WebhookMeters(MeterRegistry registry, Deliveries deliveries, PublishedEvents events, Clock clock) {
        this.registry = registry;
        this.deliveries = deliveries;
        this.events = events;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (events.kinds().isEmpty()) {
            return;
        }
        Gauge.builder("tandem.webhooks.pending", deliveries, Deliveries::pending)
                .description("Deliveries that wait, counted up to 10,001").register(registry);
        TimeGauge.builder("tandem.webhooks.oldest", this, TimeUnit.MILLISECONDS, meters -> meters.oldest().toMillis())
                .description("Age of the oldest waiting delivery").register(registry);
        // All of them at once: a rate that begins with the first failure would miss it.
        Arrays.stream(Outcome.values()).forEach(this::attempts);
    }

    void ended(Outcome outcome, Duration duration) {
        attempts(outcome).record(duration);
    }

    private Timer attempts(Outcome outcome) {
        return registry.timer("tandem.webhooks.attempts", "outcome", outcome.name().toLowerCase(Locale.ROOT));
    }

    private Duration oldest() {
        return deliveries.oldestPending().map(since -> Duration.between(since, clock.instant())).orElse(Duration.ZERO);
    }
}
