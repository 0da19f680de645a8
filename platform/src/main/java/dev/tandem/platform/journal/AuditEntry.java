package dev.tandem.platform.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One entry of the audit as an administrator reads it.
 *
 * @param erasedFields fields whose values are gone for ever because the person was erased
 */
public record AuditEntry(UUID id, Instant recordedAt, String kind, UUID recordId, long version, String action,
        String actor, String source, @Nullable String requestId,
        @Schema(implementation = Object.class, description = "The record before the change") @Nullable JsonNode before,
        @Schema(implementation = Object.class, description = "The record after it") @Nullable JsonNode after,
        List<String> erasedFields) {
}
