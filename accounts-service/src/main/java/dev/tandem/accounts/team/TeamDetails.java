package dev.tandem.accounts.team;

import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client may set of a team. */
@Schema(name = "TeamDetails", example = "{\"code\":\"east-1\",\"name\":\"East one\",\"region\":\"East\"}")
public record TeamDetails(
        @Schema(description = "Unique") @NotBlank @Size(max = 100) String code,
        @Schema(description = "The code unless set") @Size(max = 200) @Nullable String name,
        @Schema(description = "The sales user who leads the team") @Nullable UUID managerId,
        @Size(max = 100) @Nullable String region) {
}
