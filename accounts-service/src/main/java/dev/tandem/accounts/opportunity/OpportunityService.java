package dev.tandem.accounts.opportunity;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.accounts.access.Ownership;
import dev.tandem.accounts.access.Reach;
import dev.tandem.accounts.account.Accounts;
import dev.tandem.accounts.pipeline.Pipeline;
import dev.tandem.accounts.pipeline.PipelineRepository;
import dev.tandem.accounts.pipeline.Stage;
import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.listing.Search;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.resource.Desk;
import dev.tandem.platform.resource.RecordKind;
import dev.tandem.platform.resource.RecordService;
import dev.tandem.platform.resource.Reference;
import dev.tandem.platform.resource.Stamp;
import dev.tandem.platform.time.CompanyCalendar;

@Singleton
class OpportunityService extends RecordService<Opportunity, OpportunityDetails, OpportunityView> {

    /** A deal is often remembered by the company alone. */
    private static final List<Search.Also> ACCOUNT_OF_DEAL = List.of(new Search.Also(
            "select o.id from Opportunity o, Account a where o.accountId = a.id and o.deletedAt is null and a.deletedAt is null",
            "a", "name", "legalName", "primaryDomain"));

    private final PipelineRepository pipelines;
    private final OpportunityCodes codes;
    private final CompanyCalendar calendar;
    private final Accounts accounts;
    private final Reach reach;
    private final Ownership ownership;

    OpportunityService(Desk desk, PipelineRepository pipelines, OpportunityCodes codes,
            CompanyCalendar calendar, Accounts accounts, Reach reach, Ownership ownership) {
        super(desk,
                new RecordKind<>("opportunity", Opportunity.class, OpportunityDetails.class, OpportunityView.class,
                        Opportunity::details, OpportunityView::of,
                        OpportunityFeed::of));
        this.pipelines = pipelines;
        this.codes = codes;
        this.calendar = calendar;
        this.accounts = accounts;
        this.reach = reach;
        this.ownership = ownership;
    }

    // --- Actions -----------------------------------------------------------------------------------------------------

    @Transactional
    OpportunityView move(UUID id, @Nullable String ifMatch, @Nullable JsonNode body) {
        return change(id, ifMatch, "stage-moved", (deal, stamp) -> {
            MoveStage wish = body(body, MoveStage.class);
            codes.checkGiven(wish.lostReason());
            Pipeline pipeline = pipelineOf(deal);
            if (wish.stage() == null && wish.stageId() == null) {
                throw ProblemException.invalid("required", "/stage", "Name the stage by its code or its id.");
            }
            Stage target = stage(pipeline, wish.stage(), wish.stageId());
            deal.move(new StageChange(target, wish.reason(), wish.lostReason(), wish.lostNotes(), wish.competitor()), pipeline,
                    calendar.at(stamp.now()), stamp);
        });
    }

    @Transactional
    OpportunityView close(UUID id, @Nullable String ifMatch, @Nullable JsonNode body) {
        return change(id, ifMatch, "closed", (deal, stamp) -> {
            CloseOpportunity wish = body(body, CloseOpportunity.class);
            codes.checkGiven(wish.lostReason());
            Pipeline pipeline = pipelineOf(deal);
            Stage end = wish.outcome() == CloseOpportunity.Outcome.WON ? pipeline.won()
                    : pipeline.lost().orElseThrow(() -> ProblemException.conflict("no-lost-stage",
                            "The pipeline has no stage for lost deals."));
            deal.move(new StageChange(end, wish.reason(), wish.lostReason(), wish.lostNotes(), wish.competitor()), pipeline,
                    calendar.at(stamp.now()), stamp);
        });
    }

    @Transactional
    OpportunityView reopen(UUID id, @Nullable String ifMatch, @Nullable JsonNode body) {
        return change(id, ifMatch, "reopened", (deal, stamp) -> {
            ReopenOpportunity wish = body(body, ReopenOpportunity.class);
            Pipeline pipeline = pipelineOf(deal);
            Stage stage = wish.stage() == null ? lastOpen(deal, pipeline) : stage(pipeline, wish.stage(), null);
            deal.reopen(stage, wish.expectedCloseOn(), wish.reason(), calendar.today(), calendar.at(stamp.now()), stamp);
        });
    }

    @Transactional
    HistoryView history(UUID id) {
        get(id);
        return HistoryView.of(desk.entities().find(Opportunity.class, id), calendar.today());
    }

    /** The deals of accounts that were merged. */
    void follow(List<UUID> ids, UUID account, Stamp stamp) {
        changeAll(ids, "account-merged", stamp, (deal, now) -> deal.follow(account, now));
    }

    // --- What a deal is ----------------------------------------------------------------------------------------------

    @Override
    protected Opportunity open(UUID id, OpportunityDetails details, Stamp stamp) {
        UUID chosen = details.pipelineId();
        Pipeline pipeline = chosen == null ? standard()
                : pipelines.alive(chosen).orElseThrow(() -> unknownPipeline(chosen));
        Stage stage = details.stage() == null && details.stageId() == null ? pipeline.first()
                : stage(pipeline, details.stage(), details.stageId());
        return new Opportunity(id, details, pipeline, stage, calendar.at(stamp.now()), stamp);
    }

    /** Fields first, then the stage where the patch names another: a move by PATCH is a move like any other. */
    @Override
    protected void revise(Opportunity deal, OpportunityDetails details, Stamp stamp) {
        OpportunityDetails before = deal.details();
        if (!Objects.equals(details.pipelineId(), before.pipelineId())) {
            throw ProblemException.invalid("pipeline-fixed", "/pipelineId", "A deal stays in its pipeline.");
        }
        Pipeline pipeline = pipelineOf(deal);
        Stage present = pipeline.stage(deal.standing().stageId()).orElseThrow();
        Stage wanted = wanted(details, before, pipeline, present);
        if (deal.isClosed() && !wanted.equals(present)) {
            throw ProblemException.conflict("opportunity-closed", "A closed deal leaves its stage only by being reopened.");
        }
        OpportunityDetails stayed = details.in(deal.pipelineId(), present.code(), present.id());
        if (!stayed.equals(before)) {
            deal.revise(stayed, present, stamp);
        }
        if (!wanted.equals(present)) {
            deal.move(StageChange.to(wanted, null), pipeline, calendar.at(stamp.now()), stamp);
        }
    }

    private static Stage wanted(OpportunityDetails details, OpportunityDetails before, Pipeline pipeline, Stage present) {
        boolean byCode = !Objects.equals(details.stage(), before.stage());
        boolean byId = !Objects.equals(details.stageId(), before.stageId());
        if (byCode && details.stage() == null || byId && details.stageId() == null) {
            throw ProblemException.invalid("required", byCode ? "/stage" : "/stageId", "A deal is always in a stage.");
        }
        return byCode || byId ? stage(pipeline, byCode ? details.stage() : null, byId ? details.stageId() : null) : present;
    }

    @Override
    protected List<Reference> references(OpportunityDetails details) {
        List<Reference> references = new ArrayList<>(List.of(new Reference("/accountId", "Account", details.accountId()),
                new Reference("/ownerId", "SalesUser", details.ownerId()), new Reference("/teamId", "Team", details.teamId()),
                new Reference("/pipelineId", "Pipeline", details.pipelineId())));
        references.addAll(LineDetails.references(details.lines()));
        return references;
    }

    @Override
    protected List<Violation> rules(OpportunityDetails details) {
        return codes.check(details.leadSource(), null);
    }

    @Override
    protected List<Search.Also> alsoSearched() {
        return ACCOUNT_OF_DEAL;
    }

    @Override
    protected void within(Listing<Opportunity> listing) {
        reach.narrow(listing);
    }

    @Override
    protected boolean isWithinReach(Opportunity deal) {
        return reach.covers(deal.ownerId(), deal.teamId());
    }

    @Override
    protected OpportunityDetails allowed(OpportunityDetails wanted, @Nullable OpportunityDetails before) {
        UUID account = accounts.living(wanted.accountId());
        boolean stays = before != null && Objects.equals(account, before.accountId());
        if (account != null && !stays && !accounts.isVisible(account)) {
            throw ProblemException.invalid("unknown-reference", "/accountId", "There is no record " + account + ".");
        }
        return wanted.withAccount(account).ownedBy(before == null ? ownership.ofNew(wanted.ownerId())
                : ownership.ofChanged(wanted.ownerId(), before.ownerId()));
    }

    // --- Pipelines ---------------------------------------------------------------------------------------------------

    private Pipeline standard() {
        return pipelines.standard().orElseThrow(() -> ProblemException.invalid("pipeline-required", "/pipelineId",
                "There is no default pipeline; name one."));
    }

    /** A deal's pipeline, also one that was deleted meanwhile. */
    private Pipeline pipelineOf(Opportunity deal) {
        return pipelines.findById(deal.pipelineId());
    }

    private static ProblemException unknownPipeline(UUID id) {
        return ProblemException.invalid("unknown-reference", "/pipelineId", "There is no pipeline " + id + ".");
    }

    private static Stage stage(Pipeline pipeline, @Nullable String code, @Nullable UUID id) {
        Stage byCode = code == null ? null : pipeline.stage(code).orElseThrow(() -> unknownStage("/stage", pipeline, code));
        Stage byId = id == null ? null : pipeline.stage(id).orElseThrow(() -> unknownStage("/stageId", pipeline, id));
        if (byCode != null && byId != null && !byCode.equals(byId)) {
            throw ProblemException.invalid("stage-mismatch", "/stageId", "stage and stageId name two stages.");
        }
        return byCode == null ? Objects.requireNonNull(byId) : byCode;
    }

    private static ProblemException unknownStage(String pointer, Pipeline pipeline, Object stage) {
        return ProblemException.invalid("unknown-stage", pointer,
                "The pipeline " + pipeline.code() + " has no stage " + stage + ".");
    }

    /** Where a reopened deal goes on: the open stage it was last in. */
    private static Stage lastOpen(Opportunity deal, Pipeline pipeline) {
        return deal.stays().reversed().stream().filter(stay -> !stay.isClosed())
                .flatMap(stay -> pipeline.stage(stay.toStageId()).stream()).filter(stage -> !stage.isClosed()).findFirst()
                .orElseGet(pipeline::first);
    }
}
