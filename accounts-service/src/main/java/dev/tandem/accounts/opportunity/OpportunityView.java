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
import dev.tandem.accounts.record.RecordView;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.Precision;

/** A deal as it is shown. */
@Schema(name = "Opportunity")
public record OpportunityView(UUID id, String name, @Nullable UUID accountId, @Nullable UUID ownerId, @Nullable UUID teamId,
        @Nullable OpportunityType type, UUID pipelineId, UUID stageId, String stage, @JsonProperty("isClosed") boolean isClosed,
        @JsonProperty("isWon") boolean isWon, @Nullable Money amount, int probability, boolean probabilityOverridden,
        ForecastCategory forecastCategory, Instant openedAt, LocalDate openedOn, Precision openedPrecision,
        boolean openedOnEstimated, @Nullable Instant closedAt, @Nullable LocalDate closedOn,
        @Nullable Precision closedPrecision,
        @Nullable LocalDate expectedCloseOn, @Nullable String leadSource, @Nullable String lostReason,
        @Nullable String lostNotes, @Nullable String competitor, @Nullable String nextStep, int reopenCount,
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
