package dev.tandem.platform.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Shows operators how many imports wait or run. */
@ApplicationScoped
class ImportGauge {

    private final ImportJobs jobs;
    private final MeterRegistry registry;

    ImportGauge(ImportJobs jobs, MeterRegistry registry) {
        this.jobs = jobs;
        this.registry = registry;
    }

    void start(@Observes StartupEvent started) {
        Gauge.builder("tandem.imports.open", jobs, ImportJobs::countOpen).description("Imports that are received or worked")
                .register(registry);
    }
}
