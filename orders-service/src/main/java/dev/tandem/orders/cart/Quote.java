package dev.tandem.orders.cart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

/**
 * What the things in a cart cost at this moment.
 *
 * @param total null where the cart cannot be bought as it is: it is empty, or a thing has no price, is no longer on sale, or
 *        is priced in another currency than the rest
 */
public record Quote(List<Line> lines, @Nullable Money total) {

    /**
     * One line.
     *
     * @param price null where the product has none, or cannot be bought
     */
    public record Line(UUID productId, @Nullable String sku, int quantity, boolean onSale, @Nullable Money price,
            @Nullable Money lineTotal) {
    }

    static Quote of(Map<UUID, Integer> quantities, Map<UUID, Catalogue.Item> items) {
        List<Line> lines = new ArrayList<>();
        quantities.forEach((id, quantity) -> lines.add(line(id, quantity, items.get(id))));
        return new Quote(List.copyOf(lines), total(lines));
    }

    private static Line line(UUID id, int quantity, Catalogue.@Nullable Item item) {
        if (item == null) {
            return new Line(id, null, quantity, false, null, null);
        }
        Money price = item.isOnSale() ? item.price() : null;
        return new Line(id, item.sku(), quantity, item.isOnSale(), price, price == null ? null : times(price, quantity));
    }

    private static Money times(Money price, int quantity) {
        try {
            return new Money(Math.multiplyExact(price.minor(), quantity), price.currency());
        } catch (ArithmeticException tooLarge) {
            throw ProblemException.invalid("amount-too-large", "/lines", "The line's total is too large.").causedBy(tooLarge);
        }
    }

    private static @Nullable Money total(List<Line> lines) {
        Money sum = null;
        for (Line line : lines) {
            Money next = line.lineTotal();
            if (next == null || sum != null && !sum.currency().equals(next.currency())) {
                return null;
            }
            sum = sum == null ? next : sum.plus(next);
        }
        return sum;
    }

    /** The total, or why this cannot be bought. */
    public Money requireTotal() {
        if (lines.isEmpty()) {
            throw ProblemException.conflict("cart-empty", "There is nothing in this cart.");
        }
        for (Line line : lines) {
            String name = line.sku() == null ? line.productId().toString() : line.sku();
            if (!line.onSale()) {
                throw ProblemException.conflict("product-not-on-sale", name + " is not on sale.").with("sku", name);
            }
            if (line.price() == null) {
                throw ProblemException.conflict("product-not-priced", name + " has no price.").with("sku", name);
            }
        }
        if (total == null) {
            throw ProblemException.invalid("currency-mismatch", "/lines", "All things in an order are priced in one currency.");
        }
        return total;
    }
}
