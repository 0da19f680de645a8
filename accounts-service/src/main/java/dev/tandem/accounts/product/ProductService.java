package dev.tandem.accounts.product;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.Desk;
import dev.tandem.accounts.record.RecordService;
import dev.tandem.accounts.record.Reference;
import dev.tandem.accounts.record.Sorting;
import dev.tandem.accounts.record.Stamp;
import dev.tandem.platform.record.ExternalIds.ExternalId;

@Singleton
class ProductService extends RecordService<Product, ProductDetails, ProductView> {

    ProductService(Desk desk, ProductRepository repository) {
        super(desk, repository, "product", Product.class, ProductDetails.class,
                new Sorting<Product>().byText("sku", Product::sku).byText("name", Product::name));
    }

    @Override
    protected Product open(UUID id, ProductDetails details, Stamp stamp) {
        return new Product(id, details, stamp);
    }

    @Override
    protected void revise(Product product, ProductDetails details, Stamp stamp) {
        product.revise(details, stamp);
    }

    @Override
    protected ProductDetails details(Product product) {
        return product.details();
    }

    @Override
    protected ProductView view(Product product, List<ExternalId> names) {
        return ProductView.of(product, names);
    }

    @Override
    protected Object feed(Product product, @Nullable String externalId) {
        return ProductFeed.of(product, externalId);
    }

    @Override
    protected List<Reference> references(ProductDetails details) {
        return List.of();
    }
}
