package dev.tandem.metrics.baseline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

/** Shows from when on the past can be told, and whether something keeps it from being given up. */
@ApplicationScoped
class BaselineGauges {

    private final Generations generations;
    private final BaseStore store;
    private final Baselines baselines;
    private final Clock clock;
    private final MeterRegistry registry;
    private volatile @Nullable Instant sealed;
    private volatile @Nullable Instant asOfFrom;

    BaselineGauges(Generations generations, BaseStore store, Baselines baselines, Clock clock, MeterRegistry registry) {
        this.generations = generations;
        this.store = store;
        this.baselines = baselines;
        this.clock = clock;
        this.registry = registry;
    }

    void register(@Observes StartupEvent started) {
        Gauge.builder("kpi_baseline_sealed", () -> age(sealed)).baseUnit("seconds")
                .description("Since when the newest baseline is sealed; NaN where none is").register(registry);
        Gauge.builder("kpi_as_of_kept", () -> age(asOfFrom)).baseUnit("seconds")
                .description("How far back asOf reaches; NaN where everything is kept").register(registry);
        Gauge.builder("kpi_baseline_trouble", () -> baselines.trouble() == null ? 0 : 1)
                .description("1 where the past cannot be given up, because rows are not what they should be")
                .register(registry);
    }

    /** A scrape costs no question to the database. */
    @Scheduled(every = "1m")
    void refresh() {
        List<Generation> bases = generations.bases();
        sealed = bases.isEmpty() ? null : store.find(bases.getLast().id()).map(Seal::sealedAt).orElse(null);
        asOfFrom = generations.active().map(Generation::asOfFrom).orElse(null);
    }

    private double age(@Nullable Instant since) {
        return since == null ? Double.NaN : Duration.between(since, clock.instant()).toSeconds();
    }
}
