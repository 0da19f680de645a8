package dev.tandem.accounts;

import jakarta.ws.rs.Path;

import dev.tandem.platform.imports.ImportMappingEndpoints;

/** How the columns of files become fields of this service's kinds. */
@Path("/api/v1/b2b/import-mappings")
public class ImportMappingResource extends ImportMappingEndpoints {
}
