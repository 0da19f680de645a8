package dev.tandem.orders.product;

import java.util.Set;

import jakarta.inject.Singleton;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.resource.DetailsImport;

/** Takes in products from files. */
@Singleton
class ProductImport extends DetailsImport<Product, ProductFields> {

    ProductImport(ProductService service) {
        super(service);
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.SHOP);
    }
}
