package dev.tandem.orders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An order as those see it whom its goods come back to.
 *
 * @param isReturnable whether its goods can be with the buyer: it is paid for, and neither cancelled nor deleted
 */
public record SoldOrder(UUID id, long version, UUID customerId, boolean isDeleted, boolean isReturnable,
        @Nullable String channel,
        @Nullable String country, List<Line> lines) {

    /** One line, and what was paid for all of its pieces. */
    public record Line(int lineNo, @Nullable UUID productId, @Nullable String sku, int quantity, LineShare paid) {
    }

    static SoldOrder of(Order order) {
        List<LineShare> shares = LineShare.of(order.details());
        List<Line> lines = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            lines.add(new Line(lines.size() + 1, line.productId(), line.sku(), line.quantity(), shares.get(lines.size())));
        }
        boolean isWaiting = order.status() == OrderStatus.PENDING_PAYMENT;
        return new SoldOrder(order.id(), order.version(), order.customerId(), order.isDeleted(),
                !isWaiting && !order.status().isVoid() && !order.isDeleted(), order.channel(), order.country(), lines);
    }

    public Optional<Line> line(int lineNo) {
        return lineNo < 1 || lineNo > lines.size() ? Optional.empty() : Optional.of(lines.get(lineNo - 1));
    }
}
