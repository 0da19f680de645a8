package dev.tandem.accounts.opportunity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.pipeline.Pipeline;
import dev.tandem.accounts.pipeline.PipelineRepository;
import dev.tandem.accounts.pipeline.Stage;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.resource.RecordImport;
import dev.tandem.platform.resource.Reference;
import dev.tandem.platform.resource.Stamp;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;

/**
 * Rows of deals. They may tell a whole life at once; the gates for people are skipped, the invariants are not. An open deal
 * without a day of opening gets the day of its first import, which no later import compares.
 */
@Singleton
class OpportunityImport extends RecordImport<Opportunity, OpportunityRow, OpportunityImport.Pipelines> {

    private final PipelineRepository repository;
    private final OpportunityCodes codes;
    private final CompanyCalendar calendar;

    OpportunityImport(OpportunityService service, PipelineRepository repository, OpportunityCodes codes,
            CompanyCalendar calendar) {
        super(service, OpportunityRow.class);
        this.repository = repository;
        this.codes = codes;
        this.calendar = calendar;
    }

    /** The pipelines that the rows of a chunk are about. */
    record Pipelines(@Nullable Pipeline standard, Map<UUID, Pipeline> byId) {

        Pipeline of(@Nullable UUID id) {
            Pipeline found = id == null ? standard : byId.get(id);
            if (found == null) {
                throw ProblemException.invalid("pipeline-required", "/pipelineId", "The row names no pipeline.");
            }
            return found;
        }
    }

    @Override
    public Map<String, String> references() {
        return Map.of("accountId", "account", "ownerId", "sales-user", "teamId", "team", "pipelineId", "pipeline",
                "lines.0.productId", "product");
    }

    @Override
    protected Pipelines prepare(List<OpportunityRow> rows, Collection<Opportunity> stored) {
        Set<UUID> ids = new HashSet<>();
        rows.stream().map(OpportunityRow::pipelineId).filter(java.util.Objects::nonNull).forEach(ids::add);
        stored.forEach(deal -> ids.add(deal.pipelineId()));
        Map<UUID, Pipeline> byId = new HashMap<>();
        repository.alive(ids).forEach(pipeline -> byId.put(pipeline.id(), pipeline));
        return new Pipelines(repository.standard().orElse(null), byId);
    }

    @Override
    protected OpportunityRow row(Opportunity deal) {
        return OpportunityRow.of(deal);
    }

    @Override
    protected List<Reference> references(OpportunityRow row) {
        List<Reference> references = new ArrayList<>(List.of(new Reference("/accountId", "Account", row.accountId()),
                new Reference("/ownerId", "SalesUser", row.ownerId()), new Reference("/teamId", "Team", row.teamId()),
                new Reference("/pipelineId", "Pipeline", row.pipelineId())));
        references.addAll(LineDetails.references(row.lines()));
        return references;
    }

    @Override
    protected List<Violation> rules(OpportunityRow row) {
        return codes.check(row.leadSource(), row.lostReason());
    }

    @Override
    protected Opportunity create(UUID id, OpportunityRow row, @Nullable ExternalId externalId, Pipelines pipelines,
            Stamp stamp) {
        if (row.name() == null && externalId == null) {
            throw ProblemException.invalid("required", "/name", "A deal without an external id needs a name.");
        }
        Pipeline pipeline = pipelines.of(row.pipelineId());
        Stage stage = row.stage() == null ? pipeline.first() : stage(pipeline, row.stage());
        BusinessTime closed = row.closedOn() == null ? null : calendar.on(row.closedOn());
        BusinessTime opened = row.openedOn() != null ? calendar.on(row.openedOn())
                : closed != null ? closed : calendar.on(calendar.dayOf(stamp.now()));
        Timeline life = new Timeline(opened, row.openedOn() == null, stage.isClosed() ? pipeline.first() : stage, stage, closed,
                reason(stage, row, null));
        return new Opportunity(id, row.details(externalId == null ? "" : externalId.id()), pipeline, life, stamp);
    }

    @Override
    protected boolean isNews(Opportunity deal, OpportunityRow row, Pipelines pipelines) {
        return !row.over(deal.details()).equals(deal.details()) || isStageNews(deal, row) || isRetold(deal, row)
                || (row.pipelineId() != null && !row.pipelineId().equals(deal.pipelineId()))
                || (row.closedOn() != null && !deal.isClosed());
    }

    private static boolean isStageNews(Opportunity deal, OpportunityRow row) {
        return row.stage() != null && !row.stage().equals(deal.standing().stageCode());
    }

    /** Whether the row tells the deal's dates or end otherwise than they are stored. */
    private static boolean isRetold(Opportunity deal, OpportunityRow row) {
        LocalDate closedOn = deal.closed() == null ? null : deal.closed().occurredOn();
        boolean closed = deal.isClosed() && row.closedOn() != null && !row.closedOn().equals(closedOn);
        boolean lost = deal.lostReason() != null && row.lostReason() != null && !row.lostReason().equals(deal.lostReason());
        return isOpeningNews(deal, row) || closed || lost;
    }

    private static boolean isOpeningNews(Opportunity deal, OpportunityRow row) {
        return row.openedOn() != null
                && (deal.isOpenedOnEstimated() || !row.openedOn().equals(deal.opened().occurredOn()));
    }

    @Override
    protected void update(Opportunity deal, OpportunityRow row, Pipelines pipelines, Stamp stamp) {
        if (row.pipelineId() != null && !row.pipelineId().equals(deal.pipelineId())) {
            throw ProblemException.invalid("pipeline-fixed", "/pipelineId", "A deal stays in its pipeline.");
        }
        Pipeline pipeline = pipelines.of(deal.pipelineId());
        Stage present = pipeline.stage(deal.standing().stageId()).orElseThrow();
        Stage target = row.stage() == null ? present : stage(pipeline, row.stage());
        OpportunityDetails wanted = row.over(deal.details());
        if (!wanted.equals(deal.details())) {
            deal.revise(wanted, present, stamp);
        }
        if (deal.isClosed() && !target.isClosed()) {
            deal.reopen(target, row.expectedCloseOn(), null, calendar.dayOf(stamp.now()), calendar.at(stamp.now()), stamp);
        } else if (isRetold(deal, row) || target.isClosed() && isStageNews(deal, row)) {
            restate(deal, row, pipeline, target, stamp);
        } else if (isStageNews(deal, row)) {
            deal.move(StageChange.to(target, null), pipeline, calendar.at(stamp.now()), stamp);
        } else if (row.closedOn() != null && !deal.isClosed()) {
            throw ProblemException.invalid("closed-on-not-allowed", "/closedOn",
                    "A deal in " + target.code() + " is not closed.");
        }
    }

    /** Ends or corrects a deal. One that ends after all it went through goes on from there; else its life is told anew. */
    private void restate(Opportunity deal, OpportunityRow row, Pipeline pipeline, Stage target, Stamp stamp) {
        BusinessTime opened = row.openedOn() == null ? deal.opened() : calendar.on(row.openedOn());
        boolean estimated = row.openedOn() == null && deal.isOpenedOnEstimated();
        BusinessTime closed = row.closedOn() == null ? deal.closed() : calendar.on(row.closedOn());
        if (closed != null && estimated && closed.occurredAt().isBefore(opened.occurredAt())) {
            opened = closed;
        }
        Timeline life = new Timeline(opened, estimated, target.isClosed() ? pipeline.first() : target, target, closed,
                reason(target, row, deal));
        boolean goesOn = !deal.isClosed() && !isOpeningNews(deal, row);
        if (goesOn && closed != null && !closed.occurredAt().isBefore(deal.stays().getLast().entered().occurredAt())) {
            deal.move(new StageChange(target, null, life.lostReason(), null, null), pipeline, closed, stamp);
        } else {
            deal.restate(life, stamp);
        }
    }

    private static @Nullable String reason(Stage stage, OpportunityRow row, @Nullable Opportunity stored) {
        if (!stage.isLost()) {
            return null;
        }
        if (row.lostReason() != null) {
            return row.lostReason();
        }
        return stored != null && stored.lostReason() != null ? stored.lostReason() : OpportunityCodes.NOT_RECORDED;
    }

    private static Stage stage(Pipeline pipeline, String code) {
        return pipeline.stage(code).orElseThrow(() -> ProblemException.invalid("unknown-stage", "/stage",
                "The pipeline " + pipeline.code() + " has no stage " + code + "."));
    }
}
