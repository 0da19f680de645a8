package dev.tandem.metrics.imports;

import jakarta.ws.rs.Path;

import dev.tandem.platform.imports.ImportEndpoints;

/** Files of exchange rates. */
@Path("/api/v1/metrics/imports")
public class ImportResource extends ImportEndpoints {
}
