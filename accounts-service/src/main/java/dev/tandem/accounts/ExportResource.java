package dev.tandem.accounts;

import jakarta.ws.rs.Path;

import dev.tandem.platform.exports.ExportEndpoints;

/** Exports of this service: the kinds that it imports. */
@Path("/api/v1/b2b/exports")
public class ExportResource extends ExportEndpoints {
}
