package dev.tandem.accounts;

import jakarta.ws.rs.Path;

import dev.tandem.platform.journal.AuditEndpoints;

/** Who changed what in this service. */
@Path("/api/v1/b2b/audit-events")
public class AuditResource extends AuditEndpoints {
}
