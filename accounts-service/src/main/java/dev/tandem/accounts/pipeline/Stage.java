package dev.tandem.accounts.pipeline;

import java.util.Objects;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.ids.Ids;

/**
 * One step of a pipeline. It alone says whether a deal is closed and won, and what its chance is unless somebody knows better.
 */
@Entity
@Table(name = "stage")
public class Stage {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "pipeline_id", updatable = false)
    private Pipeline pipeline;

    @Column(updatable = false)
    private String code;

    private String name;

    @Column(name = "sort_order")
    private int sortOrder;

    private int probability;

    @Enumerated(EnumType.STRING)
    @Column(name = "forecast_category")
    private ForecastCategory forecastCategory;

    @Column(name = "is_closed")
    private boolean closed;

    @Column(name = "is_won")
    private boolean won;

    @Column(name = "allow_backward")
    private boolean allowBackward;

    @Column(name = "requires_account")
    private boolean requiresAccount;

    @Column(name = "rotten_days")
    private @Nullable Integer rottenDays;

    private @Nullable String definition;

    @SuppressWarnings("NullAway.Init")
    protected Stage() {
    }

    @SuppressWarnings("NullAway.Init")
    Stage(Pipeline pipeline, StageDetails details) {
        this.id = Ids.next();
        this.pipeline = pipeline;
        this.code = details.code();
        assign(details);
    }

    void assign(StageDetails details) {
        this.name = Objects.requireNonNull(details.name());
        this.sortOrder = Objects.requireNonNull(details.sortOrder());
        this.probability = Objects.requireNonNull(details.probability());
        this.forecastCategory = Objects.requireNonNull(details.forecastCategory());
        this.closed = Boolean.TRUE.equals(details.isClosed());
        this.won = Boolean.TRUE.equals(details.isWon());
        this.allowBackward = Boolean.TRUE.equals(details.allowBackward());
        this.requiresAccount = Boolean.TRUE.equals(details.requiresAccount());
        this.rottenDays = details.rottenDays();
        this.definition = details.definition();
    }

    StageDetails details() {
        return new StageDetails(code, name, sortOrder, probability, forecastCategory, closed, won, allowBackward,
                requiresAccount, rottenDays, definition);
    }

    public UUID id() {
        return id;
    }

    public String code() {
        return code;
    }

    public int sortOrder() {
        return sortOrder;
    }

    public int probability() {
        return probability;
    }

    public ForecastCategory forecastCategory() {
        return forecastCategory;
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isWon() {
        return won;
    }

    public boolean isLost() {
        return closed && !won;
    }

    public boolean isBackwardAllowed() {
        return allowBackward;
    }

    public boolean isAccountRequired() {
        return requiresAccount;
    }
}
