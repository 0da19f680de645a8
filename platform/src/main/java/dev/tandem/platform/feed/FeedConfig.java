package dev.tandem.platform.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a service publishes. */
@ConfigMapping(prefix = "tandem.feed")
interface FeedConfig {

    /** Short name of the service, such as {@code accounts}; a service without one publishes nothing. */
    Optional<String> source();

    /** The kinds that have a feed. */
    Optional<Set<String>> kinds();

    /** Requests to feeds at the same time, nearly all of them waiting; one more is refused. */
    @WithDefault("256")
    int maxRequests();

    /** Requests to feeds that read the database at the same time; the others queue without a connection. */
    @WithDefault("4")
    int maxReads();

    /** Days for which partitions of the outbox are kept ready. */
    @WithDefault("14")
    int partitionDays();

    /** For how many days events are kept one by one; for ever where absent. */
    Optional<Duration> keep();

    /** How often it is looked whether old days can be given up. */
    @WithDefault("5m")
    String cutEvery();

    /** The readers that have to confirm what they read before it is given up. */
    @WithDefault("metrics")
    Set<String> confirmedBy();

    /** The {@code source} of every event. */
    default String eventSource() {
        return "/" + source().orElseThrow() + "-service";
    }

    default boolean publishes(String kind) {
        return kinds().map(known -> known.contains(kind)).orElse(false);
    }
}
