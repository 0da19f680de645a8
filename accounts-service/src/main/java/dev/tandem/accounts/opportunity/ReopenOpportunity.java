package dev.tandem.accounts.opportunity;

import java.time.LocalDate;

import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The wish to open a closed deal again. */
@Schema(name = "ReopenOpportunity", example = "{\"expectedCloseOn\":\"2026-12-15\",\"reason\":\"The budget is back\"}")
public record ReopenOpportunity(
        @Schema(description = "The new expected closing day, today or later") @Nullable LocalDate expectedCloseOn,
        @Schema(description = "Code of an open stage; the last open one the deal was in unless set") @Nullable String stage,
        @Size(max = 1000) @Nullable String reason) {
}
