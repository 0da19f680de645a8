package dev.tandem.orders.imports;

import jakarta.ws.rs.Path;

import dev.tandem.orders.Api;
import dev.tandem.platform.journal.AuditEndpoints;

/** Who changed what in this service. */
@Path(Api.PREFIX + "/audit-events")
public class AuditResource extends AuditEndpoints {
}
