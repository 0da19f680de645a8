package dev.tandem.platform.webhook;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

/** An entry of the delivery log. It holds no personal data, because the events hold none and replies are not kept. */
@Schema(name = "WebhookDelivery")
public record DeliveryView(@Schema(description = "The id of the event, as in the header webhook-id.") UUID id, long version,
        UUID webhookId, String kind, @Schema(description = "Id of the record that changed.") UUID subject,
        @Nullable Long entityVersion, @Nullable String change, DeliveryState state, int attempts, Instant createdAt,
        @Nullable Instant nextAttemptAt, @Nullable Instant lastAttemptAt,
        @Schema(description = "HTTP status of the last reply.") @Nullable Integer status, @Nullable Long durationMs,
        @Schema(description = "Why the last attempt failed: timeout, connect-failed, tls-failed, connection-closed, http-status, gone, unknown-host, address-not-allowed, insecure-url, port-not-allowed, too-old, event-not-kept, webhook-deleted.") @Nullable String error,
        @Nullable Instant finishedAt,
        @Schema(description = "The event as it is sent; only where one delivery is read.", type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) @JsonInclude(JsonInclude.Include.NON_NULL) @JsonRawValue @Nullable String body) {

    static DeliveryView of(Delivery delivery) {
        return of(delivery, null);
    }

    static DeliveryView of(Delivery d, @Nullable String body) {
        return new DeliveryView(d.eventId(), d.version(), d.webhookId(), d.kind(), d.entityId(), d.entityVersion(), d.change(),
                d.state(), d.attempts(), d.createdAt(), d.state() == DeliveryState.PENDING ? d.dueAt() : null,
                d.lastAttemptAt(), d.status(), d.durationMs(), d.error(), d.finishedAt(), body);
    }
}
