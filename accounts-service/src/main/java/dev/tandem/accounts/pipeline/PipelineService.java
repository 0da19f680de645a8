package dev.tandem.accounts.pipeline;

import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.resource.Desk;
import dev.tandem.platform.resource.RecordKind;
import dev.tandem.platform.resource.RecordService;
import dev.tandem.platform.resource.Stamp;

@Singleton
class PipelineService extends RecordService<Pipeline, PipelineDetails, PipelineView> {

    private final PipelineRepository pipelines;

    PipelineService(Desk desk, PipelineRepository repository) {
        super(desk,
                new RecordKind<>("pipeline", Pipeline.class, PipelineDetails.class, PipelineView.class, Pipeline::details,
                        PipelineView::of,
                        PipelineFeed::of));
        this.pipelines = repository;
    }

    /** Makes the pipeline unless one of its code has ever been there: one that was deleted on purpose stays deleted. */
    @Transactional
    void ensure(PipelineDetails details, Stamp stamp) {
        desk.entities().createNativeQuery("select pg_advisory_xact_lock(hashtext('pipeline.default'))", Object.class)
                .getSingleResult();
        if (pipelines.byCode(details.code()).isEmpty()) {
            seed(details, stamp);
        }
    }

    @Override
    protected Pipeline open(UUID id, PipelineDetails details, Stamp stamp) {
        return new Pipeline(id, details, stamp);
    }

    @Override
    protected void revise(Pipeline pipeline, PipelineDetails details, Stamp stamp) {
        pipeline.revise(details, stamp);
    }

    @Override
    protected void checkUnused(Pipeline pipeline) {
        boolean used = !desk.entities().createQuery(
                "select e.id from Opportunity e where e.pipelineId = :id and e.deletedAt is null", UUID.class)
                .setParameter("id", pipeline.id()).setMaxResults(1).getResultList().isEmpty();
        if (used) {
            throw ProblemException.conflict("pipeline-in-use", "There are opportunities in this pipeline.");
        }
    }
}
