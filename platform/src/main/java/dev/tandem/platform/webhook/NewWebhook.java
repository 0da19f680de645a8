package dev.tandem.platform.webhook;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A webhook as it is created: its details, and a secret where the receiver has one already. */
@Schema(name = "NewWebhook", description = "A webhook to be created.")
public record NewWebhook(
        @Schema(examples = "Billing") @NotBlank @Size(max = 100) String name,
        @Schema(description = "https, a public host, no user, no fragment; port 80, 443 or from 1024 on.", examples = "https://hooks.example.com/tandem") @NotBlank @Size(max = 2000) String url,
        @Schema(description = "Kinds of the feeds of this service whose events are sent.") @NotEmpty @Size(max = 100) List<@NotBlank String> kinds,
        @Schema(description = "Whether events are collected and sent; true where absent.", examples = "true") @Nullable Boolean active,
        @Schema(examples = "Tells the accounting of every change") @Nullable @Size(max = 500) String description,
        @Schema(description = "24 to 200 visible ASCII characters; made where absent.", examples = "correct-horse-battery-staple") @Nullable @Size(min = 24, max = 200) @Pattern(regexp = Secret.PATTERN) String secret) {

    public NewWebhook {
        kinds = Kinds.distinct(kinds);
    }

    WebhookDetails details() {
        return new WebhookDetails(name, url, kinds, active, description);
    }
}
