package dev.tandem.platform.resource;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.JsonNode;

/** A value that a merge leaves behind, because the record that stays has another one. */
@Schema(name = "MergeConflict", example = "{\"field\":\"industry\",\"kept\":\"technology\",\"id\":\"01941f29-7c00-7000-8000-000000000002\",\"dropped\":\"retail\"}")
public record MergeConflict(String field,
        @Schema(implementation = Object.class, description = "What the record that stays says") JsonNode kept,
        @Schema(description = "Whose value is left behind") UUID id,
        @Schema(implementation = Object.class, description = "The value that the audit alone remembers") JsonNode dropped) {
}
