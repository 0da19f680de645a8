package dev.tandem.orders.imports;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.orders.Api;
import dev.tandem.platform.journal.AuditEndpoints;

/** Who changed what in this service. */
@Path(Api.PREFIX + "/audit")
@Tag(name = "audit")
public class AuditResource extends AuditEndpoints {
}
