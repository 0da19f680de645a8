package dev.tandem.accounts.opportunity;

import java.util.UUID;

import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The wish to move a deal to a stage, named by its code or its id. */
@Schema(name = "MoveStage", example = "{\"stage\":\"DEMO\"}")
public record MoveStage(@Nullable String stage, @Nullable UUID stageId,
        @Schema(description = "Needed for a move backward") @Size(max = 1000) @Nullable String reason,
        @Schema(description = "Needed for a lost stage, a code of the configured list") @Nullable String lostReason,
        @Size(max = 4000) @Nullable String lostNotes, @Size(max = 200) @Nullable String competitor) {
}
