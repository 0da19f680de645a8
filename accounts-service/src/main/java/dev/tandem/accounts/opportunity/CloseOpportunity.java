package dev.tandem.accounts.opportunity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The wish to end a deal, in the pipeline's first won or lost stage. */
@Schema(name = "CloseOpportunity", example = "{\"outcome\":\"LOST\",\"lostReason\":\"PRICE\"}")
public record CloseOpportunity(@NotNull Outcome outcome, @Size(max = 1000) @Nullable String reason,
        @Schema(description = "Needed where LOST, a code of the configured list") @Nullable String lostReason,
        @Size(max = 4000) @Nullable String lostNotes, @Size(max = 200) @Nullable String competitor) {

    /** How a deal ends. */
    public enum Outcome {
        WON,
        LOST
    }
}
