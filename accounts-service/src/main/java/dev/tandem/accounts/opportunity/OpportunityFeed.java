package dev.tandem.accounts.opportunity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.tandem.accounts.pipeline.ForecastCategory;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.Precision;

/** The data of an {@code opportunity} event: never its name, a note or a next step. */
record OpportunityFeed(UUID id, @Nullable UUID accountId, @Nullable UUID ownerId, @Nullable UUID teamId, UUID pipelineId,
        UUID stageId, String stageCode, @Nullable OpportunityType type, Source recordSource, @Nullable String leadSource,
        @Nullable Money amount, int probability, ForecastCategory forecastCategory, @JsonProperty("isClosed") boolean isClosed,
        @JsonProperty("isWon") boolean isWon, @Nullable String lostReason, Instant openedAt, LocalDate openedOn,
        Precision openedPrecision, boolean openedOnEstimated, @Nullable Instant closedAt, @Nullable LocalDate closedOn,
        @Nullable Precision closedPrecision, @Nullable LocalDate expectedCloseOn, int reopenCount,
        List<OpportunityView.LineView> lines, @Nullable String externalId, long version) {

    static OpportunityFeed of(Opportunity deal, @Nullable String externalId) {
        OpportunityDetails d = deal.details();
        BusinessTime closed = deal.closed();
        return new OpportunityFeed(deal.id(), d.accountId(), d.ownerId(), d.teamId(), deal.pipelineId(),
                deal.standing().stageId(),
                deal.standing().stageCode(), d.type(), deal.source(), d.leadSource(), d.amount(), deal.standing().probability(),
                deal.standing().forecastCategory(), deal.isClosed(), deal.standing().won(), deal.lostReason(),
                deal.opened().occurredAt(),
                deal.opened().occurredOn(), deal.opened().precision(), deal.isOpenedOnEstimated(),
                closed == null ? null : closed.occurredAt(), closed == null ? null : closed.occurredOn(),
                closed == null ? null : closed.precision(), d.expectedCloseOn(), deal.reopenCount(),
                OpportunityView.LineView.of(deal.lines()), externalId, deal.version());
    }
}
