package dev.tandem.platform.imports;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;

/** Shows operators how many imports wait or run, whether somebody works on them, and how many could not be worked. */
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
        TimeGauge.builder("tandem.imports.unattended", jobs, TimeUnit.MILLISECONDS, open -> open.unattended().toMillis())
                .description("How long the longest neglected import has waited for a worker").register(registry);
        Gauge.builder("tandem.imports.failed", jobs, ImportJobs::countFailed)
                .description("Imports of the last hour whose file did not arrive whole or could not be read")
                .register(registry);
    }
}
