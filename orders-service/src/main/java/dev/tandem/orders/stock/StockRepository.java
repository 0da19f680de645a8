package dev.tandem.orders.stock;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import dev.tandem.platform.listing.Listing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Loads stock levels, with the lock where pieces are about to be held, promised or moved. */
@ApplicationScoped
class StockRepository implements PanacheRepositoryBase<StockLevel, UUID> {

    Optional<StockLevel> known(UUID productId) {
        return findByIdOptional(productId);
    }

    Map<UUID, StockLevel> known(Collection<UUID> productIds) {
        return byId(productIds, LockModeType.NONE);
    }

    /** Levels of those products that are counted, held; in the order of their ids, so that two buyers never deadlock. */
    Map<UUID, StockLevel> locked(Collection<UUID> productIds) {
        return byId(productIds, LockModeType.PESSIMISTIC_WRITE);
    }

    private Map<UUID, StockLevel> byId(Collection<UUID> ids, LockModeType lock) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<StockLevel> found = getEntityManager().createQuery("select s from " + StockLevel.class.getName()
                + " s where s.id in :ids order by s.id", StockLevel.class).setParameter("ids", ids).setLockMode(lock)
                .getResultList();
        return found.stream().collect(Collectors.toMap(StockLevel::id, Function.identity()));
    }

    Listing<StockLevel> listing() {
        return new Listing<>(getEntityManager(), StockLevel.class, StockView.class);
    }
}
