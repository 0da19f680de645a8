package dev.tandem.metrics.drift;

import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.state.Feed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** What operators watch: 0 where all is equal, more where it is not, no number where it was not compared yet. */
@ApplicationScoped
class DriftGauges {

    private final Drift drift;
    private final MeterRegistry registry;

    DriftGauges(Drift drift, MeterRegistry registry) {
        this.drift = drift;
        this.registry = registry;
    }

    void register(@Observes StartupEvent started) {
        Arrays.stream(Feed.values()).forEach(feed -> Gauge.builder("kpi_drift", () -> size(drift.feeds().get(feed)))
                .tag("feed", feed.path())
                .description("Difference between what was read of a feed and the feed's checksum; 0 is right")
                .register(registry));
        Arrays.stream(Metric.values()).forEach(metric -> Gauge
                .builder("kpi_rollup_drift", () -> size(drift.rollups().get(metric))).tag("metric", metric.key())
                .description("Sums that differ from the log they are made of; 0 is right").register(registry));
    }

    private static double size(Drift.@Nullable Difference found) {
        return found == null ? Double.NaN : found.size();
    }
}
