package dev.tandem.orders.product;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.orders.Api;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Refuses;
import dev.tandem.platform.resource.Writers;

/** Products over HTTP. */
@Path(Api.PREFIX + "/products")
@Tag(name = "Products", description = "What consumers can buy. Shoppers and guests see what is on sale.")
@RecordApi(one = "a product", many = "products", rows = "Shoppers and guests see what is on sale.", defaultSort = "-createdAt")
@Readers({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER,
        Roles.GUEST })
@Writers({ Roles.SHOP, Roles.ADMIN })
@Refuses(conflicts = "sku-taken", invalid = { "invalid-amount-scale", "unknown-currency", "negative-amount" })
public class ProductResource extends RecordEndpoints<ProductFields, ProductView> {

    ProductResource(ProductService service) {
        super(service);
    }
}
