package dev.tandem.platform.journal;

import jakarta.ws.rs.Path;

/** The audit of this test application, given its place as a service does. */
@Path("/api/v1/toy/audit-events")
public class ThingAuditResource extends AuditEndpoints {
}
