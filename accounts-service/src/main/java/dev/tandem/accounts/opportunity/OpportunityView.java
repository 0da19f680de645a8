package dev.tandem.accounts.opportunity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.tandem.accounts.pipeline.ForecastCategory;
import dev.tandem.platform.listing.Filter;
import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.listing.Sorted;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.RecordView;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.Precision;

/** A deal as it is shown. */
@Schema(name = "Opportunity")
public record OpportunityView(UUID id, @Filter("Exact name") @Sorted(unstable = true) @Searched String name,
        @Filter("Account or `null`") @Nullable UUID accountId, @Filter("Owner (sales user) or `null`") @Nullable UUID ownerId,
        @Filter("Team or `null`") @Nullable UUID teamId, @Filter("Type") @Nullable OpportunityType type,
        @Filter("Pipeline") UUID pipelineId, @Filter(value = "Stage by its id", path = "standing.stageId") UUID stageId,
        @Filter(value = "Stage by its code", path = "standing.stageCode") String stage,
        @JsonProperty("isClosed") @Filter(value = "`true` or `false`", path = "standing.closed") boolean isClosed,
        @JsonProperty("isWon") @Filter(value = "`true` or `false`", path = "standing.won") boolean isWon,
        @Nullable Money amount, int probability, boolean probabilityOverridden,
        @Filter(value = "Forecast category", path = "standing.forecastCategory") ForecastCategory forecastCategory,
        Instant openedAt,
        @Filter(value = "Day of opening", path = "openedTime.occurredOn", range = true) @Sorted(path = "openedTime.occurredOn", unstable = true) LocalDate openedOn,
        Precision openedPrecision, boolean openedOnEstimated, @Nullable Instant closedAt,
        @Filter(value = "Day of closing or `null`", path = "closedTime.occurredOn", range = true) @Nullable LocalDate closedOn,
        @Nullable Precision closedPrecision,
        @Filter("Expected closing day or `null`") @Nullable LocalDate expectedCloseOn,
        @Filter("Lead source or `null`") @Nullable String leadSource,
        @Filter("Lost reason or `null`") @Nullable String lostReason, @Nullable String lostNotes, @Nullable String competitor,
        @Nullable String nextStep, int reopenCount,
        List<LineView> lines, List<ExternalId> externalIds, Source source, long version, Instant createdAt,
        Instant updatedAt) implements RecordView {

    /** A line as it is shown and as the feed tells it. */
    @Schema(name = "OpportunityLine")
    public record LineView(int lineNo, UUID productId, java.math.BigDecimal quantity, @Nullable Money amount) {

        static List<LineView> of(List<OpportunityLine> lines) {
            List<LineView> views = new ArrayList<>();
            for (OpportunityLine line : lines) {
                views.add(new LineView(views.size() + 1, line.productId(), line.quantity(), line.amount()));
            }
            return views;
        }
    }

    static OpportunityView of(Opportunity deal, List<ExternalId> names) {
        OpportunityDetails d = deal.details();
        BusinessTime closed = deal.closed();
        return new OpportunityView(deal.id(), d.name(), d.accountId(), d.ownerId(), d.teamId(), d.type(), deal.pipelineId(),
                deal.standing().stageId(), deal.standing().stageCode(), deal.isClosed(), deal.standing().won(), d.amount(),
                deal.standing().probability(),
                deal.standing().overridden(), deal.standing().forecastCategory(), deal.opened().occurredAt(),
                deal.opened().occurredOn(),
                deal.opened().precision(), deal.isOpenedOnEstimated(), closed == null ? null : closed.occurredAt(),
                closed == null ? null : closed.occurredOn(), closed == null ? null : closed.precision(), d.expectedCloseOn(),
                d.leadSource(), deal.lostReason(), deal.lostNotes(), d.competitor(), d.nextStep(), deal.reopenCount(),
                LineView.of(deal.lines()), names, deal.source(), deal.version(), deal.createdAt(), deal.updatedAt());
    }
}
