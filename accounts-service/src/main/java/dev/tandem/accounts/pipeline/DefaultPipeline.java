package dev.tandem.accounts.pipeline;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.Stamp;
import io.quarkus.runtime.StartupEvent;

/**
 * Gives a new installation the pipeline that the founding cases describe. It is made through the service at the first start,
 * not by a migration, so that readers of the feed learn of it like of any other.
 */
@Singleton
class DefaultPipeline {

    static final String CODE = "default";

    private final PipelineService service;
    private final Clock clock;

    DefaultPipeline(PipelineService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    void create(@Observes StartupEvent started) {
        service.ensure(details(), new Stamp(clock.instant(), "system", Source.SYSTEM));
    }

    static PipelineDetails details() {
        return new PipelineDetails(CODE, "Default pipeline", true, List.of(
                open("QUALIFIED", "Qualified", 20, ForecastCategory.PIPELINE, false,
                        "Two of budget, authority and timeline are confirmed."),
                open("DEMO", "Demo", 30, ForecastCategory.PIPELINE, false, "The product was shown on the buyer's own case."),
                open("SECURITY_LEGAL_REVIEW", "Security and legal review", 45, ForecastCategory.BEST_CASE, false,
                        "Security and legal have what they asked for."),
                open("PILOT", "Pilot", 60, ForecastCategory.BEST_CASE, false,
                        "A pilot with an end date and success criteria is under way."),
                open("COMMITTEE_APPROVAL", "Committee approval", 75, ForecastCategory.COMMIT, false,
                        "The buying committee is known and decides."),
                open("CONTRACTING", "Contracting", 90, ForecastCategory.COMMIT, true, "The contract is being signed."),
                new StageDetails("CLOSED_WON", "Closed won", null, 100, ForecastCategory.CLOSED, true, true, true, true, null,
                        "The contract is signed."),
                new StageDetails("CLOSED_LOST", "Closed lost", null, 0, ForecastCategory.CLOSED, true, false, true, false, null,
                        "The buyer decided for somebody else or for nobody.")));
    }

    private static StageDetails open(String code, String name, int probability, ForecastCategory category,
            boolean requiresAccount, @Nullable String definition) {
        return new StageDetails(code, name, null, probability, category, false, false, true, requiresAccount, null, definition);
    }
}
