package dev.tandem.orders.imports;

import jakarta.ws.rs.Path;

import dev.tandem.orders.Api;
import dev.tandem.platform.webhook.WebhookEndpoints;

/** Who is told of this service's changes. */
@Path(Api.PREFIX + "/webhooks")
public class WebhookResource extends WebhookEndpoints {
}
