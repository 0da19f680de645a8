package dev.tandem.platform.webhook;

import jakarta.ws.rs.Path;

/** Webhooks of the test application. */
@Path("/api/v1/toy/webhooks")
public class ToyWebhookResource extends WebhookEndpoints {
}
