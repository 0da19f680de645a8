package dev.tandem.accounts.product;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.resource.DetailsImport;

/** Rows of products; a product that no file has brought yet is made from its SKU alone. */
@Singleton
class ProductImport extends DetailsImport<Product, ProductDetails> {

    ProductImport(ProductService service) {
        super(service);
    }

    @Override
    public Map<String, UUID> createMinimal(String system, Collection<String> ids, ImportContext context) {
        return createFromNames(system, "sku", "sku", ids, context);
    }
}
