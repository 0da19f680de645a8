package dev.tandem.orders.imports;

import jakarta.ws.rs.Path;

import dev.tandem.orders.Api;
import dev.tandem.platform.imports.ImportMappingEndpoints;

/** How columns become the fields of customers, products and orders. */
@Path(Api.PREFIX + "/import-mappings")
public class ImportMappingResource extends ImportMappingEndpoints {
}
