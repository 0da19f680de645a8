package dev.tandem.accounts.opportunity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;

import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.ListIndexBase;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.pipeline.Pipeline;
import dev.tandem.accounts.pipeline.Stage;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.resource.Stamp;
import dev.tandem.platform.time.BusinessTime;

/**
 * A deal. Whether it is closed and won comes from its stage alone; every stage it enters is noted in its history, whose
 * stays follow each other without a gap.
 */
@Entity
@Table(name = "opportunity")
public class Opportunity extends StoredRecord {

    private String name;

    @Column(name = "account_id")
    private @Nullable UUID accountId;

    @Column(name = "owner_id")
    private @Nullable UUID ownerId;

    @Column(name = "team_id")
    private @Nullable UUID teamId;

    @Enumerated(EnumType.STRING)
    private OpportunityType type;

    @Column(name = "pipeline_id", updatable = false)
    private UUID pipelineId;

    @Embedded
    private Standing standing;

    @Embedded
    @AttributeOverride(name = "minor", column = @Column(name = "amount_minor"))
    @AttributeOverride(name = "currency", column = @Column(name = "amount_currency"))
    private @Nullable Money amount;

    @Embedded
    @AttributeOverride(name = "occurredAt", column = @Column(name = "opened_at"))
    @AttributeOverride(name = "occurredOn", column = @Column(name = "opened_on"))
    @AttributeOverride(name = "precision", column = @Column(name = "opened_precision"))
    private BusinessTime openedTime;

    @Column(name = "opened_on_estimated")
    private boolean openedOnEstimated;

    @Embedded
    @AttributeOverride(name = "occurredAt", column = @Column(name = "closed_at"))
    @AttributeOverride(name = "occurredOn", column = @Column(name = "closed_on"))
    @AttributeOverride(name = "precision", column = @Column(name = "closed_precision"))
    private @Nullable BusinessTime closedTime;

    @Column(name = "expected_close_on")
    private @Nullable LocalDate expectedCloseOn;

    @Column(name = "lead_source")
    private @Nullable String leadSource;

    @Column(name = "lost_reason")
    private @Nullable String lostReason;

    @Column(name = "lost_notes")
    private @Nullable String lostNotes;

    private @Nullable String competitor;

    @Column(name = "next_step")
    private @Nullable String nextStep;

    @Column(name = "reopen_count")
    private int reopenCount;

    @ElementCollection
    @CollectionTable(name = "opportunity_line", joinColumns = @JoinColumn(name = "opportunity_id"))
    @OrderColumn(name = "line_no")
    @ListIndexBase(1)
    @BatchSize(size = 500)
    private List<OpportunityLine> lines = new ArrayList<>();

    @OneToMany(mappedBy = "opportunity", cascade = CascadeType.ALL)
    @OrderBy("seq")
    @BatchSize(size = 500)
    private List<StageVisit> history = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Opportunity() {
    }

    /** A deal as it begins, in an open stage. */
    @SuppressWarnings("NullAway.Init")
    Opportunity(UUID id, OpportunityDetails details, Pipeline pipeline, Stage stage, BusinessTime opened, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        if (stage.isClosed()) {
            throw ProblemException.invalid("stage-closed", "/stage", "A deal begins in an open stage.");
        }
        this.pipelineId = pipeline.id();
        this.openedTime = opened;
        this.standing = Standing.in(stage);
        assign(details, stage, stamp);
        enter(stage, opened, Direction.FORWARD, null, stamp);
    }

    /** A deal whose life is told afterwards. */
    @SuppressWarnings("NullAway.Init")
    Opportunity(UUID id, OpportunityDetails details, Pipeline pipeline, Timeline life, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        this.pipelineId = pipeline.id();
        this.standing = Standing.in(life.begun());
        assign(details, life.begun(), stamp);
        tell(life, stamp);
    }

    /** Takes over everything but the stage, which has verbs of its own. */
    void revise(OpportunityDetails details, Stage stage, Stamp stamp) {
        if (isClosed() && details.probability() != null) {
            throw closed("The probability of a closed deal comes from its stage.");
        }
        assign(details, stage, stamp);
        touch(stamp.now(), stamp.by());
    }

    /** The account lives on in another one, and the deal with it; nothing else of it changes, closed or not. */
    void follow(UUID account, Stamp stamp) {
        this.accountId = account;
        touch(stamp.now(), stamp.by());
    }

    /** Moves an open deal on, back, or to its end. */
    void move(StageChange change, Pipeline pipeline, BusinessTime at, Stamp stamp) {
        Stage target = change.target();
        if (isClosed()) {
            throw closed("A closed deal leaves its stage only by being reopened.");
        }
        if (target.id().equals(standing.stageId())) {
            throw ProblemException.conflict("already-in-stage", "The deal is in " + standing.stageCode() + " already.");
        }
        Stage present = pipeline.stage(standing.stageId()).orElseThrow();
        boolean back = !target.isClosed() && target.sortOrder() < present.sortOrder();
        boolean told = stamp.source() == Source.IMPORT;
        if (back && !told) {
            checkBackward(change);
        }
        checkAccount(target, accountId, "/accountId", told);
        if (target.isLost() && change.lostReason() == null) {
            throw ProblemException.invalid("lost-reason-required", "/lostReason", "A lost deal needs the reason why.");
        }
        if (!target.isLost() && (change.lostReason() != null || change.lostNotes() != null)) {
            throw ProblemException.invalid("lost-reason-not-allowed", "/lostReason", "Only a lost deal has a reason why.");
        }
        this.lostReason = change.lostReason();
        this.lostNotes = change.lostNotes();
        this.competitor = change.competitor() == null ? competitor : change.competitor();
        leave(at);
        this.standing = Standing.in(target);
        this.closedTime = target.isClosed() ? at : null;
        enter(target, at, back ? Direction.BACKWARD : Direction.FORWARD, change.reason(), stamp);
        touch(stamp.now(), stamp.by());
    }

    /** Opens a closed deal again, with a new day by which it is expected to close. */
    void reopen(Stage stage, @Nullable LocalDate newCloseOn, @Nullable String reason, LocalDate today, BusinessTime at,
            Stamp stamp) {
        if (!isClosed()) {
            throw ProblemException.conflict("opportunity-not-closed", "Only a closed deal can be reopened.");
        }
        if (stage.isClosed()) {
            throw ProblemException.invalid("stage-closed", "/stage", "A deal is reopened into an open stage.");
        }
        boolean told = stamp.source() == Source.IMPORT;
        if (!told && (newCloseOn == null || newCloseOn.isBefore(today))) {
            throw ProblemException.invalid("close-date-required", "/expectedCloseOn",
                    "A reopened deal needs an expected closing day of today or later.");
        }
        checkAccount(stage, accountId, "/stage", told);
        this.expectedCloseOn = newCloseOn == null ? expectedCloseOn : newCloseOn;
        this.closedTime = null;
        this.lostReason = null;
        this.lostNotes = null;
        this.reopenCount++;
        leave(at);
        this.standing = Standing.in(stage);
        enter(stage, at, Direction.REOPEN, reason, stamp);
        touch(stamp.now(), stamp.by());
    }

    /** Tells the deal's life anew. What was noted before stays, marked as void. */
    void restate(Timeline life, Stamp stamp) {
        stays().forEach(stay -> stay.voidAt(stamp.now()));
        tell(life, stamp);
        touch(stamp.now(), stamp.by());
    }

    private void tell(Timeline life, Stamp stamp) {
        this.openedTime = life.opened();
        this.openedOnEstimated = life.estimated();
        this.closedTime = life.closed();
        this.lostReason = life.lostReason();
        this.standing = Standing.in(life.begun());
        enter(life.begun(), life.opened(), Direction.FORWARD, null, stamp);
        if (life.closed() != null) {
            leave(life.closed());
            this.standing = Standing.in(life.stage());
            enter(life.stage(), life.closed(), Direction.FORWARD, null, stamp);
        }
    }

    private void assign(OpportunityDetails details, Stage stage, Stamp stamp) {
        checkAccount(stage, details.accountId(), "/accountId", stamp.source() == Source.IMPORT);
        List<OpportunityLine> wanted = details.soldLines();
        Money total = Amounts.ofDeal(details.amount(), wanted, amount, lines);
        this.name = details.name();
        this.accountId = details.accountId();
        this.ownerId = details.ownerId();
        this.teamId = details.teamId();
        this.type = Objects.requireNonNull(details.type());
        this.amount = total;
        this.expectedCloseOn = details.expectedCloseOn();
        this.leadSource = details.leadSource();
        this.competitor = details.competitor();
        this.nextStep = details.nextStep();
        if (!isClosed()) {
            this.standing = standing.judged(details.probability(), stage);
        }
        if (!lines.equals(wanted)) {
            lines.clear();
            lines.addAll(wanted);
        }
    }

    private void enter(Stage stage, BusinessTime at, Direction direction, @Nullable String reason, Stamp stamp) {
        StageVisit from = history.isEmpty() || history.getLast().isVoided() ? null : history.getLast();
        history.add(new StageVisit(this, history.size() + 1, from, stage, at, direction, reason, stamp.by()));
    }

    private void leave(BusinessTime at) {
        history.getLast().leave(at);
    }

    private void checkBackward(StageChange change) {
        if (!change.target().isBackwardAllowed()) {
            throw ProblemException.conflict("backward-not-allowed", "No deal is moved back to " + change.target().code() + ".");
        }
        if (change.reason() == null || change.reason().isBlank()) {
            throw ProblemException.invalid("reason-required", "/reason", "A move backward needs the reason why.");
        }
    }

    private static void checkAccount(Stage stage, @Nullable UUID account, String pointer, boolean told) {
        if (stage.isAccountRequired() && account == null && !told) {
            throw ProblemException.invalid("account-required", pointer, "A deal in " + stage.code() + " needs its account.");
        }
    }

    private static ProblemException closed(String detail) {
        return ProblemException.conflict("opportunity-closed", detail);
    }

    OpportunityDetails details() {
        return new OpportunityDetails(name, accountId, ownerId, teamId, type, pipelineId, standing.stageCode(),
                standing.stageId(), amount,
                standing.overridden() ? standing.probability() : null, expectedCloseOn, leadSource, competitor, nextStep,
                lines.stream().map(LineDetails::of).toList());
    }

    /** The stays that stand, in order. */
    List<StageVisit> stays() {
        return history.stream().filter(stay -> !stay.isVoided()).toList();
    }

    List<OpportunityLine> lines() {
        return List.copyOf(lines);
    }

    String name() {
        return name;
    }

    UUID pipelineId() {
        return pipelineId;
    }

    Standing standing() {
        return standing;
    }

    boolean isClosed() {
        return standing.closed();
    }

    @Nullable
    Money amount() {
        return amount;
    }

    BusinessTime opened() {
        return openedTime;
    }

    boolean isOpenedOnEstimated() {
        return openedOnEstimated;
    }

    @Nullable
    BusinessTime closed() {
        return closedTime;
    }

    @Nullable
    LocalDate expectedCloseOn() {
        return expectedCloseOn;
    }

    @Nullable
    UUID ownerId() {
        return ownerId;
    }

    @Nullable
    UUID teamId() {
        return teamId;
    }

    @Nullable
    String lostReason() {
        return lostReason;
    }

    @Nullable
    String lostNotes() {
        return lostNotes;
    }

    int reopenCount() {
        return reopenCount;
    }
}
