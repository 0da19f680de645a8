package dev.tandem.platform.feed;

import jakarta.validation.constraints.NotBlank;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Up to where a reader has brought to safety what it read. */
@Schema(name = "FeedConfirmation", description = "Up to where a reader has brought to safety what it read.")
public record FeedConfirmation(
        @Schema(description = "A position of this service's feeds; it counts for all of them.", examples = "AAAAAQAAAAAAAALuAAAAAAAAABc") @NotBlank String through) {
}
