package dev.tandem.accounts.pipeline;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a client may set of a stage; what is left out takes the value that follows from the rest, so that a stage sent again
 * equals the stored one.
 */
@Schema(name = "StageDetails", example = """
        {"code":"DEMO","name":"Demo","sortOrder":20,"probability":30,"forecastCategory":"PIPELINE"}""")
public record StageDetails(
        @Schema(description = "Unique within the pipeline; a stage keeps its identity by it") @NotBlank @Size(max = 60) String code,
        @Size(max = 200) @Nullable String name,
        @Schema(description = "Moves to a lower number are backward; the place in the list times ten unless set") @Nullable Integer sortOrder,
        @Schema(description = "Percent; 100 where won, 0 where lost") @NotNull @Min(0) @Max(100) @Nullable Integer probability,
        @Nullable ForecastCategory forecastCategory,
        @JsonProperty("isClosed") @Nullable Boolean isClosed,
        @JsonProperty("isWon") @Nullable Boolean isWon,
        @Schema(description = "Whether deals may be moved back to this stage; true unless set") @Nullable Boolean allowBackward,
        @Schema(description = "Whether a deal needs its account to enter; false unless set") @Nullable Boolean requiresAccount,
        @Schema(description = "Days without a move after which a deal counts as stuck") @Min(1) @Nullable Integer rottenDays,
        @Schema(description = "What must be true of a deal in this stage, in words") @Size(max = 4000) @Nullable String definition) {

    public StageDetails {
        name = name == null ? code : name;
        isWon = isWon != null && isWon;
        isClosed = isClosed == null ? isWon : isClosed;
        if (probability == null && isClosed) {
            probability = isWon ? 100 : 0;
        }
        if (forecastCategory == null) {
            forecastCategory = isClosed ? ForecastCategory.CLOSED : ForecastCategory.PIPELINE;
        }
        allowBackward = allowBackward == null || allowBackward;
        requiresAccount = requiresAccount != null && requiresAccount;
    }

    StageDetails at(int order) {
        return new StageDetails(code, name, order, probability, forecastCategory, isClosed, isWon, allowBackward,
                requiresAccount, rottenDays, definition);
    }
}
