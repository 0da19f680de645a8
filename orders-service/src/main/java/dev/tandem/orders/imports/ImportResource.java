package dev.tandem.orders.imports;

import jakarta.ws.rs.Path;

import dev.tandem.orders.Api;
import dev.tandem.platform.imports.ImportEndpoints;

/** Files of customers, products and orders. */
@Path(Api.PREFIX + "/imports")
public class ImportResource extends ImportEndpoints {
}
