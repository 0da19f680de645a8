package dev.tandem.accounts.salesuser;

import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client may set of a sales user. */
@Schema(name = "SalesUserDetails", example = "{\"username\":\"ani\",\"region\":\"East\"}")
public record SalesUserDetails(
        @Schema(description = "Equal to `preferred_username` of the person's token; unique") @NotBlank @Size(max = 200) String username,
        @Schema(description = "Whom the person reports to") @Nullable UUID managerId,
        @Nullable UUID teamId,
        @Size(max = 100) @Nullable String region,
        @Schema(description = "False when the person no longer sells; true unless set") @Nullable Boolean active) {
}
