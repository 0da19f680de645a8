package dev.tandem.metrics.imports;

import jakarta.ws.rs.Path;

import dev.tandem.platform.exports.ExportEndpoints;

/** The exchange rates that count, as a file. */
@Path("/api/v1/metrics/exports")
public class ExportResource extends ExportEndpoints {
}
