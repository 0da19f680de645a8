package dev.tandem.accounts.product;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.resource.Desk;
import dev.tandem.platform.resource.RecordKind;
import dev.tandem.platform.resource.RecordService;
import dev.tandem.platform.resource.Stamp;

@Singleton
class ProductService extends RecordService<Product, ProductDetails, ProductView> {

    ProductService(Desk desk) {
        super(desk,
                new RecordKind<>("product", Product.class, ProductDetails.class, ProductView.class, Product::details,
                        ProductView::of,
                        ProductFeed::of));
    }

    @Override
    protected Product open(UUID id, ProductDetails details, Stamp stamp) {
        return new Product(id, details, stamp);
    }

    @Override
    protected void revise(Product product, ProductDetails details, Stamp stamp) {
        product.revise(details, stamp);
    }
}
