package dev.tandem.accounts.opportunity;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/**
 * A row of a file of deals. What it does not give stays as it is stored; unlike a client it may say when a deal was opened and
 * closed, and be in a closed stage from the start.
 */
record OpportunityRow(@Size(max = 200) @Nullable String name, @Nullable UUID accountId, @Nullable UUID ownerId,
        @Nullable UUID teamId, @Nullable UUID pipelineId, @Nullable String stage, @Nullable OpportunityType type,
        @Nullable Money amount, @Nullable LocalDate openedOn, @Nullable LocalDate closedOn, @Nullable LocalDate expectedCloseOn,
        @Nullable String leadSource, @Nullable String lostReason, @Size(max = 1000) @Nullable String nextStep,
        @Size(max = 200) @Nullable List<@NotNull @Valid LineDetails> lines) {

    /** The deal as a file would bring it; a day that was only guessed is left out, as no file said it. */
    static OpportunityRow of(Opportunity deal) {
        OpportunityDetails details = deal.details();
        return new OpportunityRow(details.name(), details.accountId(), details.ownerId(), details.teamId(), deal.pipelineId(),
                deal.standing().stageCode(), details.type(), details.amount(),
                deal.isOpenedOnEstimated() ? null : deal.opened().occurredOn(),
                deal.closed() == null ? null : deal.closed().occurredOn(), details.expectedCloseOn(), details.leadSource(),
                deal.lostReason(), details.nextStep(), details.lines());
    }

    /** The row laid over what is stored. */
    OpportunityDetails over(OpportunityDetails stored) {
        return new OpportunityDetails(name == null ? stored.name() : name, or(accountId, stored.accountId()),
                or(ownerId, stored.ownerId()),
                or(teamId, stored.teamId()), or(type, stored.type()), stored.pipelineId(), stored.stage(), stored.stageId(),
                or(amount, stored.amount()), stored.probability(), or(expectedCloseOn, stored.expectedCloseOn()),
                or(leadSource, stored.leadSource()), stored.competitor(), or(nextStep, stored.nextStep()),
                or(lines, stored.lines()));
    }

    /** The row as a deal of its own. */
    OpportunityDetails details(String fallbackName) {
        return new OpportunityDetails(name == null ? fallbackName : name, accountId, ownerId, teamId, type, null, null, null,
                amount, null, expectedCloseOn, leadSource, null, nextStep, lines);
    }

    private static <T> @Nullable T or(@Nullable T given, @Nullable T stored) {
        return given == null ? stored : given;
    }
}
