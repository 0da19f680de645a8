package dev.tandem.accounts;

import jakarta.ws.rs.Path;

import dev.tandem.platform.imports.ImportEndpoints;

/** Files of this service's kinds. */
@Path("/api/v1/b2b/imports")
public class ImportResource extends ImportEndpoints {
}
