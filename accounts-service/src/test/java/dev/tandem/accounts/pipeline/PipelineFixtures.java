package dev.tandem.accounts.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.Stamp;

/** Pipelines for tests. */
public final class PipelineFixtures {

    private static final Stamp STAMP = new Stamp(Instant.parse("2026-01-01T00:00:00Z"), "tester", Source.SYSTEM);

    private PipelineFixtures() {
    }

    /** The pipeline that a new installation has. */
    public static Pipeline defaultPipeline() {
        return pipeline(DefaultPipeline.details());
    }

    public static Pipeline pipeline(PipelineDetails details) {
        return new Pipeline(UUID.randomUUID(), details, STAMP);
    }

    /** The stages of the public data set. */
    public static PipelineDetails crmDetails() {
        return new PipelineDetails("crm-pipeline", null, null, List.of(stage("Prospecting", 10, false, false),
                stage("Engaging", 50, false, false), stage("Won", 100, true, true), stage("Lost", 0, true, false)));
    }

    public static StageDetails stage(String code, int probability, boolean closed, boolean won) {
        return new StageDetails(code, null, null, probability, null, closed, won, null, null, null, null);
    }
}
