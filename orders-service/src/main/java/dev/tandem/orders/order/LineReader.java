package dev.tandem.orders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

/** Reads the lines of a new order: a product must be on sale, and its price is asked where the client names none. */
final class LineReader {

    private LineReader() {
    }

    static List<OrderLine> lines(List<PlaceOrder.PlaceLine> wanted, Map<UUID, Catalogue.Item> items) {
        List<OrderLine> lines = new ArrayList<>();
        for (PlaceOrder.PlaceLine line : wanted) {
            try {
                lines.add(line(line, items));
            } catch (ProblemException refused) {
                throw refused.at("/lines/" + lines.size());
            }
        }
        return lines;
    }

    private static OrderLine line(PlaceOrder.PlaceLine line, Map<UUID, Catalogue.Item> items) {
        int quantity = Objects.requireNonNull(line.quantity());
        if (line.productId() == null) {
            return OrderLine.of(null, null, line.description(), quantity, line.unitPrice(), line.lineTotal());
        }
        Catalogue.Item item = items.get(line.productId());
        if (item == null) {
            throw ProblemException.invalid("unknown-reference", "/productId", "There is no product " + line.productId() + ".");
        }
        if (!item.isOnSale()) {
            throw ProblemException.conflict("product-not-on-sale", item.sku() + " is not on sale.");
        }
        boolean unpriced = line.unitPrice() == null && line.lineTotal() == null;
        if (unpriced && item.price() == null) {
            throw ProblemException.invalid("required", "/unitPrice", item.sku() + " has no price; say what it costs.");
        }
        Money price = unpriced ? item.price() : line.unitPrice();
        return OrderLine.of(line.productId(), item.sku(), line.description(), quantity, price, line.lineTotal());
    }
}
