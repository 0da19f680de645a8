package dev.tandem.orders.imports;

import jakarta.ws.rs.Path;

import dev.tandem.orders.Api;
import dev.tandem.platform.exports.ExportEndpoints;

/** Exports of this service: the kinds that it imports. */
@Path(Api.PREFIX + "/exports")
public class ExportResource extends ExportEndpoints {
}
