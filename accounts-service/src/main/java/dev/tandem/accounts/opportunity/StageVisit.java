package dev.tandem.accounts.opportunity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.pipeline.ForecastCategory;
import dev.tandem.accounts.pipeline.Stage;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.BusinessTime;

/**
 * A deal's stay in a stage, with what the deal looked like when it came in. Nothing of it ever changes but its end; where an
 * import corrects the dates, the row is voided and newer rows stand for it.
 */
@Entity
@Table(name = "opportunity_stage_history")
class StageVisit {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "opportunity_id", updatable = false)
    private Opportunity opportunity;

    @Column(updatable = false)
    private int seq;

    @Column(name = "from_stage_id", updatable = false)
    private @Nullable UUID fromStageId;

    @Column(name = "from_stage_code", updatable = false)
    private @Nullable String fromStageCode;

    @Column(name = "to_stage_id", updatable = false)
    private UUID toStageId;

    @Column(name = "to_stage_code", updatable = false)
    private String toStageCode;

    @Embedded
    @AttributeOverride(name = "occurredAt", column = @Column(name = "entered_at", updatable = false))
    @AttributeOverride(name = "occurredOn", column = @Column(name = "entered_on", updatable = false))
    @AttributeOverride(name = "precision", column = @Column(name = "entered_precision", updatable = false))
    private BusinessTime entered;

    @Embedded
    @AttributeOverride(name = "occurredAt", column = @Column(name = "exited_at"))
    @AttributeOverride(name = "occurredOn", column = @Column(name = "exited_on"))
    @AttributeOverride(name = "precision", column = @Column(name = "exited_precision"))
    private @Nullable BusinessTime exited;

    @Column(name = "is_closed", updatable = false)
    private boolean closed;

    @Embedded
    @AttributeOverride(name = "minor", column = @Column(name = "amount_minor", updatable = false))
    @AttributeOverride(name = "currency", column = @Column(name = "amount_currency", updatable = false))
    private @Nullable Money amount;

    @Column(updatable = false)
    private int probability;

    @Column(name = "expected_close_on", updatable = false)
    private @Nullable LocalDate expectedCloseOn;

    @Enumerated(EnumType.STRING)
    @Column(name = "forecast_category", updatable = false)
    private ForecastCategory forecastCategory;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Direction direction;

    @Column(updatable = false)
    private @Nullable String reason;

    @Column(name = "lost_reason", updatable = false)
    private @Nullable String lostReason;

    @Column(name = "changed_by", updatable = false)
    private String changedBy;

    @Column(name = "voided_at")
    private @Nullable Instant voidedAt;

    @SuppressWarnings("NullAway.Init")
    protected StageVisit() {
    }

    /** The deal's stay in {@code stage}, in which it is by now; its fields are copied as they are. */
    StageVisit(Opportunity opportunity, int seq, @Nullable StageVisit from, Stage stage, BusinessTime entered,
            Direction direction, @Nullable String reason, String by) {
        this.id = Ids.next();
        this.opportunity = opportunity;
        this.seq = seq;
        this.fromStageId = from == null ? null : from.toStageId;
        this.fromStageCode = from == null ? null : from.toStageCode;
        this.toStageId = stage.id();
        this.toStageCode = stage.code();
        this.entered = entered;
        this.closed = stage.isClosed();
        this.amount = opportunity.amount();
        this.probability = opportunity.standing().probability();
        this.expectedCloseOn = opportunity.expectedCloseOn();
        this.forecastCategory = stage.forecastCategory();
        this.direction = direction;
        this.reason = reason;
        this.lostReason = stage.isLost() ? opportunity.lostReason() : null;
        this.changedBy = by;
    }

    void leave(BusinessTime at) {
        this.exited = at;
    }

    void voidAt(Instant now) {
        if (voidedAt == null) {
            this.voidedAt = now;
        }
    }

    /** Whether the deal is in this stay now. */
    boolean isCurrent() {
        return exited == null && voidedAt == null;
    }

    boolean isVoided() {
        return voidedAt != null;
    }

    int seq() {
        return seq;
    }

    @Nullable
    String fromStageCode() {
        return fromStageCode;
    }

    UUID toStageId() {
        return toStageId;
    }

    String toStageCode() {
        return toStageCode;
    }

    BusinessTime entered() {
        return entered;
    }

    @Nullable
    BusinessTime exited() {
        return exited;
    }

    boolean isClosed() {
        return closed;
    }

    @Nullable
    Money amount() {
        return amount;
    }

    int probability() {
        return probability;
    }

    @Nullable
    LocalDate expectedCloseOn() {
        return expectedCloseOn;
    }

    ForecastCategory forecastCategory() {
        return forecastCategory;
    }

    Direction direction() {
        return direction;
    }

    @Nullable
    String reason() {
        return reason;
    }

    @Nullable
    String lostReason() {
        return lostReason;
    }

    String changedBy() {
        return changedBy;
    }
}
