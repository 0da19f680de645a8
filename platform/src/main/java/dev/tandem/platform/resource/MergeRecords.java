package dev.tandem.platform.resource;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which records are to become one with the one that is addressed. */
@Schema(name = "MergeRecords", example = "{\"ids\":[\"01941f29-7c00-7000-8000-000000000002\"]}")
public record MergeRecords(
        @Schema(description = "Those that go; what they have and the one that stays lacks is taken in this order") @NotNull @Size(min = 1, max = 10) List<@NotNull UUID> ids) {
}
