package dev.tandem.orders.product;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/** What other features may know of products: enough to sell them. */
@ApplicationScoped
public class Catalogue {

    private final ProductRepository products;

    Catalogue(ProductRepository products) {
        this.products = products;
    }

    /** A product as an order line needs it. */
    public record Item(String sku, @Nullable Money price, boolean isOnSale) {
    }

    /** The products with these ids that are not deleted, in one query. */
    public Map<UUID, Item> items(Collection<UUID> ids) {
        Map<UUID, Item> items = new HashMap<>();
        products.known(ids).forEach((id, product) -> {
            if (!product.isDeleted()) {
                Offer offer = product.offer();
                items.put(id, new Item(offer.sku(), offer.price(), product.isOnSale()));
            }
        });
        return items;
    }
}
