package dev.tandem.orders.cart;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/**
 * A cart as its owner reads it, at the prices of this moment.
 *
 * @param total null where it cannot be bought as it is
 * @param orderId the order it became
 */
@Schema(name = "Cart")
public record CartView(UUID id, CartStatus status, List<Line> lines, @Nullable Money total, @Nullable UUID orderId,
        Instant createdAt, Instant updatedAt, long version) {

    /**
     * One line.
     *
     * @param available how many can be had at this moment; null where the product is not counted
     */
    @Schema(name = "CartLine")
    public record Line(UUID productId, @Nullable String sku, int quantity, boolean onSale, @Nullable Money unitPrice,
            @Nullable Money lineTotal, @Nullable Integer available) {
    }

    static CartView of(Cart cart, Quote quote, Map<UUID, Integer> available) {
        return new CartView(cart.id(), cart.status(), quote.lines().stream()
                .map(line -> new Line(line.productId(), line.sku(), line.quantity(), line.onSale(), line.price(),
                        line.lineTotal(), available.get(line.productId())))
                .toList(), quote.total(), cart.orderId(), cart.createdAt(), cart.updatedAt(), cart.version());
    }
}
