package dev.tandem.metrics.imports;

import jakarta.ws.rs.Path;

import dev.tandem.platform.imports.ImportMappingEndpoints;

/** How columns of files become fields of exchange rates. */
@Path("/api/v1/metrics/import-mappings")
public class ImportMappingResource extends ImportMappingEndpoints {
}
