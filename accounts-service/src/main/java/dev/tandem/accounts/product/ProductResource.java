package dev.tandem.accounts.product;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Refuses;
import dev.tandem.platform.resource.Writers;

/** Products over HTTP. */
@Path("/api/v1/b2b/products")
@Tag(name = "Products")
@RecordApi(one = "a product", many = "products")
@Readers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
        Roles.ADMIN })
@Writers(Roles.ADMIN)
@Refuses(conflicts = "sku-taken", invalid = { "invalid-amount-scale", "unknown-currency", "negative-amount" })
public class ProductResource extends RecordEndpoints<ProductDetails, ProductView> {

    ProductResource(ProductService service) {
        super(service);
    }
}
