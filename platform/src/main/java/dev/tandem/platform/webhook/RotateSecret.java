package dev.tandem.platform.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a secret is replaced. */
@Schema(name = "RotateSecret", description = "A new secret, and for how long the old one signs too.", example = "{\"secret\":\"another-horse-another-staple\",\"overlapHours\":48}")
public record RotateSecret(
        @Schema(description = "24 to 200 visible ASCII characters; made where absent.") @Nullable @Size(min = 24, max = 200) @Pattern(regexp = Secret.PATTERN) String secret,
        @Schema(description = "0 ends the old secret at once; the service's setting (24 hours) where absent.") @Nullable @Min(0) @Max(168) Integer overlapHours) {
}
