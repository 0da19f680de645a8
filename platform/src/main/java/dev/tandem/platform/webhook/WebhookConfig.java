package dev.tandem.platform.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the webhook engine, and what it may call. */
@ConfigMapping(prefix = "tandem.webhooks")
interface WebhookConfig {

    /** Switched off, a replica keeps subscriptions and leaves the work to others. */
    @WithDefault("true")
    boolean worker();

    /** Whether {@code http} is accepted besides {@code https}. */
    @WithDefault("false")
    boolean allowHttp();

    /** Whether targets in private networks and on this machine are accepted. */
    @WithDefault("false")
    boolean allowPrivate();

    /** Host names that may have private addresses and any port although others may not. */
    Optional<Set<String>> allowedHosts();

    /** Webhooks that a service keeps at most. */
    @WithDefault("100")
    int max();

    /** How often an idle worker looks for news. */
    @WithDefault("1s")
    Duration poll();

    /** Events that are turned into deliveries in one transaction. */
    @WithDefault("500")
    int batch();

    /** Deliveries under way at the same time in this replica. */
    @WithDefault("64")
    int inFlight();

    /** Deliveries under way to one webhook in this replica. */
    @WithDefault("4")
    int inFlightPerWebhook();

    /** From looking the host up until the head of the reply. */
    @WithDefault("10s")
    Duration timeout();

    /** After this long without a result another try is made; must be longer than all that a try may take. */
    @WithDefault("1m")
    Duration lease();

    /** Wait after the first failure; three times as long after each further one. */
    @WithDefault("10s")
    Duration firstDelay();

    @WithDefault("6h")
    Duration maxDelay();

    @WithDefault("16")
    int maxAttempts();

    /** A delivery that is older is given up. */
    @WithDefault("3d")
    Duration maxAge();

    /** A webhook that accepted nothing for so long, while there was something, is switched off. */
    @WithDefault("5d")
    Duration disableAfter();

    /** How long the replaced secret signs too, unless the rotation says otherwise. */
    @WithDefault("24h")
    Duration rotationOverlap();

    /** Finished deliveries stay in the log for so long. */
    @WithDefault("30d")
    Duration kept();
}
