package dev.tandem.metrics.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

/** What operators watch: how far behind the figures are, and who works on it. */
@ApplicationScoped
class FeedGauges {

    private final Generations generations;
    private final FeedProgress progress;
    private final Engine engine;
    private final Clock clock;
    private final MeterRegistry registry;
    private volatile Map<String, FeedProgress.Reached> reached = new ConcurrentHashMap<>();

    FeedGauges(Generations generations, FeedProgress progress, Engine engine, Clock clock, MeterRegistry registry) {
        this.generations = generations;
        this.progress = progress;
        this.engine = engine;
        this.clock = clock;
        this.registry = registry;
    }

    void register(@Observes StartupEvent started) {
        Arrays.stream(Feed.values()).forEach(feed -> {
            Gauge.builder("kpi_feed_lag", () -> lag(feed)).tag("feed", feed.path()).baseUnit("seconds")
                    .description("Seconds behind the producer, by what the slowest lane has applied").register(registry);
            Gauge.builder("kpi_feed_position_xid", () -> xid(feed)).tag("feed", feed.path())
                    .description("Transaction up to which the slowest lane has applied the feed").register(registry);
        });
        Gauge.builder("kpi_lanes_held", engine::lanesHeld).description("Lanes that this replica works").register(registry);
        Gauge.builder("kpi_feed_troubles", () -> engine.troubles().size())
                .description("Services whose feeds cannot be worked at present").register(registry);
    }

    /** A scrape costs no question to the database. */
    @Scheduled(every = "5s")
    void refresh() {
        reached = generations.active().map(generation -> progress.of(generation.id())).orElse(Map.of());
    }

    private double lag(Feed feed) {
        FeedProgress.Reached found = reached.get(feed.path());
        return found == null ? Double.NaN : Duration.between(found.completeThrough(), clock.instant()).toMillis() / 1000d;
    }

    private double xid(Feed feed) {
        FeedProgress.Reached found = reached.get(feed.path());
        return (found == null ? FeedPosition.START : found.least()).xid();
    }
}
