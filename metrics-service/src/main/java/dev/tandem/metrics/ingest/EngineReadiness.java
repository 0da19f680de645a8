package dev.tandem.metrics.ingest;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.tandem.metrics.generation.Generations;

/** Ready to answer once a generation is served. Feeds that are away make figures old, not unavailable. */
@Readiness
@ApplicationScoped
class EngineReadiness implements HealthCheck {

    private final Generations generations;
    private final Engine engine;

    EngineReadiness(Generations generations, Engine engine) {
        this.generations = generations;
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kpi-engine").status(generations.active().isPresent())
                .withData("lanesHeld", engine.lanesHeld())
                .withData("feedsInTrouble", String.join(", ", engine.troubles().keySet())).build();
    }
}
