package dev.tandem.orders.order;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;

/** Reads an imported row as an order; where the order exists, what the row leaves out stays. */
final class RowReader {

    private RowReader() {
    }

    static OrderDetails details(OrderRow row, @Nullable Order stored, Set<UUID> knownCustomers,
            Map<UUID, Catalogue.Item> products, CompanyCalendar calendar) {
        UUID customerId = Objects.requireNonNull(row.customerId());
        boolean isSame = stored != null && customerId.equals(stored.customerId());
        if (!isSame && !knownCustomers.contains(customerId)) {
            throw ProblemException.invalid("unknown-reference", "/customerId", "There is no customer " + customerId + ".");
        }
        return OrderDetails.of(keep(row.orderNo(), stored == null ? null : stored.orderNo()), customerId,
                keep(row.channel(), stored == null ? null : stored.channel()),
                keep(row.country(), stored == null ? null : stored.country()), occurred(row, stored, calendar),
                lines(row, stored, products), keep(row.discountTotal(), stored == null ? null : stored.totals().discount()),
                keep(row.taxTotal(), stored == null ? null : stored.totals().tax()),
                keep(row.shippingTotal(), stored == null ? null : stored.totals().shipping())).requireTotal(row.total());
    }

    private static BusinessTime occurred(OrderRow row, @Nullable Order stored, CompanyCalendar calendar) {
        if (row.occurredOn() != null && row.occurredAt() != null) {
            throw ProblemException.invalid("ambiguous-time", "/occurredOn", "Give either occurredOn or occurredAt.");
        }
        if (row.occurredAt() != null) {
            return calendar.at(row.occurredAt().truncatedTo(ChronoUnit.MICROS));
        }
        if (row.occurredOn() != null) {
            return calendar.on(row.occurredOn());
        }
        if (stored != null) {
            return stored.occurred();
        }
        throw ProblemException.invalid("required", "/occurredOn", "An order needs its day or its instant.");
    }

    private static List<OrderLine> lines(OrderRow row, @Nullable Order stored, Map<UUID, Catalogue.Item> products) {
        List<OrderLine> before = stored == null ? List.of() : stored.lines();
        List<OrderLine> lines = new ArrayList<>();
        for (OrderRow.Line line : Objects.requireNonNull(row.lines())) {
            int at = lines.size();
            try {
                lines.add(OrderLine.of(line.productId(), sku(line, at < before.size() ? before.get(at) : null, products),
                        line.description(), Objects.requireNonNull(line.quantity()), line.unitPrice(), line.lineTotal()));
            } catch (ProblemException refused) {
                throw refused.at("/lines/" + at);
            }
        }
        return lines;
    }

    /** The SKU as it was when the line was first seen: renaming a product changes no order. */
    private static @Nullable String sku(OrderRow.Line line, @Nullable OrderLine before, Map<UUID, Catalogue.Item> products) {
        if (line.productId() == null) {
            return null;
        }
        if (before != null && line.productId().equals(before.productId())) {
            return before.sku();
        }
        Catalogue.Item item = products.get(line.productId());
        if (item == null) {
            throw ProblemException.invalid("unknown-reference", "/productId", "There is no product " + line.productId() + ".");
        }
        return item.sku();
    }

    private static <T> @Nullable T keep(@Nullable T said, @Nullable T stored) {
        return said == null ? stored : said;
    }
}
