package dev.tandem.platform.imports;

import jakarta.ws.rs.Path;

/** Mappings of the test application. */
@Path("/api/v1/toy/import-mappings")
public class ToyImportMappingResource extends ImportMappingEndpoints {
}
