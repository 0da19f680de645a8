package dev.tandem.platform.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Decides what follows from an attempt: done, again later, given up, or the end of the whole webhook. */
@ApplicationScoped
class Outcomes {

    /** What became of a delivery. */
    enum Outcome {
        DELIVERED,
        RETRIED,
        DEAD,
        /** A later attempt has taken over; this one says nothing any more. */
        LATE
    }

    /** From so many failures in a row on a webhook is tried with one delivery at a time, and ever more seldom. */
    static final int CAREFUL = 5;
    private static final Duration LONGEST_REST = Duration.ofMinutes(15);

    private final DeliveryQueue queue;
    private final Webhooks webhooks;
    private final WebhookService service;
    private final WebhookConfig config;
    private final Clock clock;

    Outcomes(DeliveryQueue queue, Webhooks webhooks, WebhookService service, WebhookConfig config, Clock clock) {
        this.queue = queue;
        this.webhooks = webhooks;
        this.service = service;
        this.config = config;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Outcome record(Delivery taken, Attempt attempt) {
        Instant now = clock.instant();
        if (attempt.isAccepted()) {
            boolean mine = queue.delivered(taken, attempt, now);
            webhooks.succeeded(taken.webhookId());
            return mine ? Outcome.DELIVERED : Outcome.LATE;
        }
        boolean last = attempt.isUnwanted() || attempt.isHopeless() || taken.tries() >= config.maxAttempts()
                || !now.isBefore(taken.queuedAt().plus(config.maxAge()));
        boolean mine = last ? queue.dead(taken, attempt, now) : queue.again(taken, attempt, now.plus(pause(taken, attempt)));
        if (attempt.isUnwanted()) {
            service.deactivate(taken.webhookId(), InactiveReason.GONE);
        } else if (!attempt.isHopeless() && !taken.isPing()) {
            blame(taken, now);
        }
        return !mine ? Outcome.LATE : last ? Outcome.DEAD : Outcome.RETRIED;
    }

    private Duration pause(Delivery taken, Attempt attempt) {
        Duration pause = new Backoff(config.firstDelay(), config.maxDelay(), ThreadLocalRandom.current()).after(taken.tries());
        Duration asked = attempt.retryAfter();
        if (asked == null || asked.compareTo(pause) < 0) {
            return pause;
        }
        return asked.compareTo(config.maxDelay()) < 0 ? asked : config.maxDelay();
    }

    private void blame(Delivery taken, Instant now) {
        Webhooks.Failing failing = webhooks.failed(taken.webhookId(), now);
        if (!now.isBefore(failing.since().plus(config.disableAfter()))) {
            service.deactivate(taken.webhookId(), InactiveReason.FAILING);
        } else if (failing.failures() >= CAREFUL) {
            Duration rest = new Backoff(config.firstDelay(), LONGEST_REST, ThreadLocalRandom.current())
                    .after(failing.failures() - CAREFUL + 1);
            queue.hold(taken.webhookId(), now.plus(rest));
        }
    }
}
