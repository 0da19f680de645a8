package dev.tandem.accounts.product;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.accounts.record.DetailsImport;
import dev.tandem.platform.imports.ImportContext;

/** Rows of products; a product that no file has brought yet is made from its SKU alone. */
@Singleton
class ProductImport extends DetailsImport<Product, ProductDetails> {

    ProductImport(ProductService service) {
        super(service);
    }

    @Override
    public Map<String, UUID> createMinimal(String system, Collection<String> ids, ImportContext context) {
        Map<String, ProductDetails> minimal = new LinkedHashMap<>();
        ids.forEach(id -> minimal.put(id, new ProductDetails(id, null, null, null, null, null, null)));
        return createAll(system, "sku", minimal, context);
    }
}
