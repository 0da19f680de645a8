package dev.tandem.orders.product;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Loads products for those who sell them. */
@ApplicationScoped
class ProductRepository implements PanacheRepositoryBase<Product, UUID> {

    /** Products by id, deleted ones among them, in one query. */
    Map<UUID, Product> known(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return getEntityManager().createQuery("select p from " + Product.class.getName() + " p where p.id in :ids",
                Product.class).setParameter("ids", ids).getResultStream()
                .collect(Collectors.toMap(Product::id, Function.identity()));
    }
}
