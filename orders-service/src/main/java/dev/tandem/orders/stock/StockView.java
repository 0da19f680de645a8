package dev.tandem.orders.stock;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A stock level as clients read it.
 *
 * @param sku null once the product is deleted
 * @param held pieces that carts hold at this moment
 * @param available what the next buyer can have: on hand, less what is promised and held
 */
@Schema(name = "StockLevel", example = """
        {"productId":"0198f0c2-7d6e-7cc3-98c4-dc0c0c073990","sku":"SERUM-30","onHand":12,"allocated":3,"held":1,"available":8,
         "createdAt":"2026-03-01T10:00:00Z","updatedAt":"2026-03-01T10:00:00Z","version":4}""")
public record StockView(UUID productId, @Nullable String sku, int onHand, int allocated, int held, int available,
        Instant createdAt, Instant updatedAt, long version) {

    static StockView of(StockLevel level, @Nullable String sku, int held) {
        return new StockView(level.id(), sku, level.onHand(), level.allocated(), held, level.freeOf(held), level.createdAt(),
                level.updatedAt(), level.version());
    }
}
