package dev.tandem.platform.imports;

import jakarta.ws.rs.Path;

/** Imports of the test application. */
@Path("/api/v1/toy/imports")
public class ToyImportResource extends ImportEndpoints {
}
