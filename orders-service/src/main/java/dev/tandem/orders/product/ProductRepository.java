package dev.tandem.orders.product;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import dev.tandem.orders.listing.Listing;
import dev.tandem.platform.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Loads products, with the lock where they are about to change. */
@ApplicationScoped
class ProductRepository implements PanacheRepositoryBase<Product, UUID> {

    /** The product, deleted or not. */
    Product locked(UUID id) {
        Product product = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (product == null) {
            throw ProblemException.notFound("product", id);
        }
        return product;
    }

    Optional<Product> living(UUID id) {
        return findByIdOptional(id).filter(product -> !product.isDeleted());
    }

    Map<UUID, Product> known(Collection<UUID> ids) {
        return byId(ids, LockModeType.NONE);
    }

    /** Products by id, held; in the order of their ids, so that two chunks never wait for one another. */
    Map<UUID, Product> locked(Collection<UUID> ids) {
        return byId(ids, LockModeType.PESSIMISTIC_WRITE);
    }

    private Map<UUID, Product> byId(Collection<UUID> ids, LockModeType lock) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Product> found = getEntityManager().createQuery("select p from " + Product.class.getName()
                + " p where p.id in :ids order by p.id", Product.class).setParameter("ids", ids).setLockMode(lock)
                .getResultList();
        return found.stream().collect(Collectors.toMap(Product::id, Function.identity()));
    }

    /** Which living products have these SKUs. */
    Map<String, UUID> bySku(Collection<String> skus) {
        Map<String, UUID> found = new HashMap<>();
        if (!skus.isEmpty()) {
            getEntityManager().createQuery("select p.sku, p.id from " + Product.class.getName()
                    + " p where p.sku in :skus and p.deletedAt is null", Object[].class).setParameter("skus", skus)
                    .getResultStream().forEach(row -> found.put((String) row[0], (UUID) row[1]));
        }
        return found;
    }

    Listing<Product> listing() {
        return new Listing<>(getEntityManager(), Product.class);
    }
}
