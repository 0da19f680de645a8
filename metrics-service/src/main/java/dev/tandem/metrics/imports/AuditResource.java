package dev.tandem.metrics.imports;

import jakarta.ws.rs.Path;

import dev.tandem.platform.journal.AuditEndpoints;

/** Who published which rate and who ordered which restatement. */
@Path("/api/v1/metrics/audit-events")
public class AuditResource extends AuditEndpoints {
}
