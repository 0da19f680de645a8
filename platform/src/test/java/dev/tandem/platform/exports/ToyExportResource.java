package dev.tandem.platform.exports;

import jakarta.ws.rs.Path;

/** Exports of the test application. */
@Path("/api/v1/toy/exports")
public class ToyExportResource extends ExportEndpoints {
}
