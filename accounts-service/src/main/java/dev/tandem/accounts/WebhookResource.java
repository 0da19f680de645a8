package dev.tandem.accounts;

import jakarta.ws.rs.Path;

import dev.tandem.platform.webhook.WebhookEndpoints;

/** Who is told of this service's changes. */
@Path("/api/v1/b2b/webhooks")
public class WebhookResource extends WebhookEndpoints {
}
