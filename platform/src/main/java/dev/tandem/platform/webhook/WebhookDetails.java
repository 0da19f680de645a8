package dev.tandem.platform.webhook;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an administrator sets on a webhook. */
@Schema(name = "WebhookDetails", description = "The settable fields of a webhook.")
public record WebhookDetails(
        @Schema(examples = "Billing") @NotBlank @Size(max = 100) String name,
        @Schema(description = "https, a public host, no user, no fragment; port 80, 443 or from 1024 on.", examples = "https://hooks.example.com/tandem") @NotBlank @Size(max = 2000) String url,
        @Schema(description = "Kinds of the feeds of this service whose events are sent.") @NotEmpty @Size(max = 100) List<@NotBlank String> kinds,
        @Schema(description = "Whether events are collected and sent; true where absent.", examples = "true") @Nullable Boolean active,
        @Schema(examples = "Tells the accounting of every change") @Nullable @Size(max = 500) String description) {

    public WebhookDetails {
        active = active == null || active;
        kinds = Kinds.distinct(kinds);
    }
}
