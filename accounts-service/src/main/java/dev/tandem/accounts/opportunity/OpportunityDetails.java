package dev.tandem.accounts.opportunity;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/**
 * What a client may set of a deal. Whether it is closed and won is not among it: that comes from the stage alone, and a closed
 * deal leaves its stage only by being reopened.
 */
@Schema(name = "OpportunityDetails", example = """
        {"name":"Acme, 20 seats","amount":{"amount":"8000.00","currency":"USD"},"expectedCloseOn":"2026-12-15"}""")
public record OpportunityDetails(
        @NotBlank @Size(max = 200) String name,
        @Schema(description = "May be missing until a stage needs it") @Nullable UUID accountId,
        @Schema(description = "Sales user; the caller's own unless set, where sales people create") @Nullable UUID ownerId,
        @Nullable UUID teamId,
        @Schema(description = "NEW_BUSINESS unless set") @Nullable OpportunityType type,
        @Schema(description = "The default pipeline unless set; a deal stays in its pipeline") @Nullable UUID pipelineId,
        @Schema(description = "Code of a stage of the pipeline; the first open one unless set") @Nullable String stage,
        @Schema(description = "The same stage by its id; either is enough") @Nullable UUID stageId,
        @Schema(description = "The sum of the lines unless set, where every line has an amount") @Nullable Money amount,
        @Schema(description = "Percent; set only where somebody knows better than the stage") @Min(0) @Max(100) @Nullable Integer probability,
        @Nullable LocalDate expectedCloseOn,
        @Schema(description = "Code of the configured list") @Nullable String leadSource,
        @Size(max = 200) @Nullable String competitor,
        @Size(max = 1000) @Nullable String nextStep,
        @Schema(description = "Replaced whole") @Size(max = 200) @Nullable List<@NotNull @Valid LineDetails> lines) {

    public OpportunityDetails {
        type = type == null ? OpportunityType.NEW_BUSINESS : type;
        lines = lines == null ? List.of() : lines;
    }

    List<OpportunityLine> soldLines() {
        return lines == null ? List.of() : lines.stream().map(LineDetails::line).toList();
    }

    OpportunityDetails withAccount(@Nullable UUID account) {
        return new OpportunityDetails(name, account, ownerId, teamId, type, pipelineId, stage, stageId, amount, probability,
                expectedCloseOn, leadSource, competitor, nextStep, lines);
    }

    OpportunityDetails ownedBy(@Nullable UUID owner) {
        return new OpportunityDetails(name, accountId, owner, teamId, type, pipelineId, stage, stageId, amount, probability,
                expectedCloseOn, leadSource, competitor, nextStep, lines);
    }

    OpportunityDetails in(UUID pipeline, String stageCode, UUID stageOfPipeline) {
        return new OpportunityDetails(name, accountId, ownerId, teamId, type, pipeline, stageCode, stageOfPipeline, amount,
                probability, expectedCloseOn, leadSource, competitor, nextStep, lines);
    }
}
