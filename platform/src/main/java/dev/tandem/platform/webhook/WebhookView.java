package dev.tandem.platform.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A webhook as an administrator sees it.
 *
 * @param secret only in the replies to its creation and rotation
 */
@Schema(name = "Webhook")
public record WebhookView(UUID id, long version, String name, String url, List<String> kinds, boolean active,
        @Nullable InactiveReason inactiveReason, @Nullable String description,
        @Schema(description = "Until then the replaced secret signs too.") @Nullable Instant previousSecretValidUntil,
        Instant createdAt, String createdBy, Instant updatedAt, String updatedBy,
        @Schema(description = "Shown once, in the replies to creation and rotation.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static WebhookView of(Webhook webhook) {
        return of(webhook, null);
    }

    static WebhookView of(Webhook webhook, @Nullable String secret) {
        WebhookDetails details = webhook.details();
        return new WebhookView(webhook.id(), webhook.version(), details.name(), details.url(), details.kinds(),
                webhook.isActive(), webhook.inactiveReason(), details.description(), webhook.previousUntil(),
                webhook.createdAt(), webhook.createdBy(), webhook.updatedAt(), webhook.updatedBy(), secret);
    }
}
