package dev.tandem.orders.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/**
 * One order as a file brings it. On an order that exists, an absent field other than the lines keeps what is stored.
 *
 * @param occurredOn for a source that knows only the day; either this or {@code occurredAt}
 * @param status COMPLETED where absent
 * @param total must equal what the parts add up to
 */
public record OrderRow(@Size(min = 1, max = 100) @Nullable String orderNo, @NotNull @Nullable UUID customerId,
        @Nullable LocalDate occurredOn, @Nullable Instant occurredAt, @Nullable OrderStatus status,
        @Pattern(regexp = CHANNEL) @Nullable String channel, @Pattern(regexp = COUNTRY) @Nullable String country,
        @NotEmpty @Size(max = 500) @Nullable List<@NotNull @Valid Line> lines, @Nullable Money discountTotal,
        @Nullable Money taxTotal, @Nullable Money shippingTotal, @Nullable Money total) {

    static final String CHANNEL = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
    static final String COUNTRY = "[A-Z]{2}";

    /** One line; the product may be unknown to us, then the description says what it was. */
    public record Line(@Nullable UUID productId, @Size(min = 1, max = 500) @Nullable String description,
            @NotNull @Min(1) @Max(1_000_000) @Nullable Integer quantity, @Nullable Money unitPrice, @Nullable Money lineTotal) {

        static Line of(OrderLine line) {
            return new Line(line.productId(), line.description(), line.quantity(), line.unitPrice(), line.lineTotal());
        }
    }

    /** The order as a file would bring it. */
    static OrderRow of(Order order) {
        boolean isDay = order.occurred().precision() == Precision.DAY;
        return new OrderRow(order.orderNo(), order.customerId(), isDay ? order.occurred().occurredOn() : null,
                isDay ? null : order.occurred().occurredAt(), order.status(), order.channel(), order.country(),
                order.lines().stream().map(Line::of).toList(), order.totals().discount(), order.totals().tax(),
                order.totals().shipping(), order.total());
    }
}
