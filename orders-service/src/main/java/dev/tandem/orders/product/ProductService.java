package dev.tandem.orders.product;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.resource.Desk;
import dev.tandem.platform.resource.RecordKind;
import dev.tandem.platform.resource.RecordService;
import dev.tandem.platform.resource.Stamp;

/** Products; whoever only browses sees what is on sale. */
@Singleton
class ProductService extends RecordService<Product, ProductFields, ProductView> {

    private final Caller caller;

    ProductService(Desk desk, Caller caller) {
        super(desk, new RecordKind<>("product", Product.class, ProductFields.class, ProductView.class, Product::fields,
                ProductView::of, ProductFact::of));
        this.caller = caller;
    }

    @Override
    protected Product open(UUID id, ProductFields fields, Stamp stamp) {
        return new Product(id, fields, stamp);
    }

    @Override
    protected void revise(Product product, ProductFields fields, Stamp stamp) {
        product.revise(fields, stamp);
    }

    @Override
    protected void within(Listing<Product> listing) {
        if (browsesOnly()) {
            listing.where("e.status", ProductStatus.ACTIVE);
        }
    }

    @Override
    protected boolean isWithinReach(Product product) {
        return !browsesOnly() || product.isOnSale();
    }

    private boolean browsesOnly() {
        return !caller.hasAny(Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE);
    }
}
