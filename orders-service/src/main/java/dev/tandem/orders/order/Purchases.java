package dev.tandem.orders.order;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;

/** What other features may ask of orders: place one that is paid, and tell who has received what. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Purchases {

    private static final String RECEIVED = """
            SELECT o.id, l.line_no, o.channel, o.country
            FROM sales_order o JOIN order_line l ON l.order_id = o.id
            WHERE o.customer_id = ? AND l.product_id = ? AND o.deleted_at IS NULL AND o.status = 'COMPLETED'
              AND o.payment_status NOT IN ('REFUNDED', 'CHARGEBACK')
            ORDER BY o.occurred_at, o.id, l.line_no""";

    private static final String LINES = """
            SELECT o.id, o.customer_id, l.line_no, l.product_id, o.channel, o.country
            FROM sales_order o JOIN order_line l ON l.order_id = o.id
            WHERE o.id = ANY (?) AND o.deleted_at IS NULL AND l.product_id IS NOT NULL
            ORDER BY o.id, l.line_no""";

    private final OrderRepository orders;
    private final Catalogue catalogue;
    private final ExternalIds externalIds;
    private final Journal journal;
    private final CompanyCalendar calendar;
    private final Caller caller;
    private final Clock clock;
    private final DataSource dataSource;

    Purchases(OrderRepository orders, Catalogue catalogue, ExternalIds externalIds, Journal journal, CompanyCalendar calendar,
            Caller caller, Clock clock, DataSource dataSource) {
        this.orders = orders;
        this.catalogue = catalogue;
        this.externalIds = externalIds;
        this.journal = journal;
        this.calendar = calendar;
        this.caller = caller;
        this.clock = clock;
        this.dataSource = dataSource;
    }

    /**
     * What is bought.
     *
     * @param total what the buyer was charged; the order must come to the same
     * @param paid null where it costs nothing
     */
    public record Purchase(UUID orderId, UUID customerId, @Nullable String channel, @Nullable String country,
            Map<UUID, Integer> quantities, Money total, @Nullable Paid paid) {
    }

    /** Who has taken the money. */
    public record Paid(PaymentMethod method, String provider, String reference) {
    }

    /** A line that a customer has received and not been given all his money back for. */
    public record Received(UUID orderId, int lineNo, @Nullable String channel, @Nullable String country) {
    }

    /** A line of an order, and whose it is. */
    public record BoughtLine(UUID orderId, UUID customerId, int lineNo, UUID productId, @Nullable String channel,
            @Nullable String country) {
    }

    /** Places an order whose money has been taken, at today's prices. */
    public OrderView buy(Purchase purchase) {
        Instant now = clock.instant();
        BusinessTime when = calendar.at(now.truncatedTo(ChronoUnit.MICROS));
        List<PlaceOrder.PlaceLine> lines = purchase.quantities().entrySet().stream()
                .map(line -> new PlaceOrder.PlaceLine(line.getKey(), null, line.getValue(), null, null)).toList();
        OrderDetails details = OrderDetails.of(orders.nextOrderNo(), purchase.customerId(), purchase.channel(),
                purchase.country(), when, LineReader.lines(lines, catalogue.items(purchase.quantities().keySet())), null, null,
                null).requireTotal(purchase.total());
        Order order = Order.place(purchase.orderId(), Source.API, now, caller.subject(), details);
        Paid paid = purchase.paid();
        if (paid != null) {
            order.pay(paid.method(), paid.provider(), purchase.total(), true, when, paid.reference(), now, caller.subject());
        }
        orders.persist(order);
        orders.flush();
        journal.write(OrderChange.of("bought", Source.API, order, List.of(), null, when.occurredAt()));
        return OrderView.of(order, List.of());
    }

    /**
     * Gives all orders of one customer to another, who turned out to be the same person.
     *
     * @return how many
     */
    public int move(UUID from, UUID to) {
        List<Order> moved = orders.lockedOf(from);
        if (moved.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        Map<UUID, List<ExternalId>> names = externalIds.of(OrderChange.KIND, moved.stream().map(Order::id).toList());
        Map<Order, JsonNode> before = new LinkedHashMap<>();
        for (Order order : moved) {
            before.put(order, OrderChange.state(order, names.getOrDefault(order.id(), List.of())));
            order.belongTo(to, now, caller.subject());
        }
        orders.flush();
        List<Change> changes = new ArrayList<>();
        before.forEach((order, state) -> changes.add(OrderChange.of("moved", Source.API, order,
                names.getOrDefault(order.id(), List.of()), state, now)));
        journal.write(changes);
        return moved.size();
    }

    /** The lines of this product that the customer has received, oldest first. */
    public List<Received> received(UUID customerId, UUID productId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(RECEIVED)) {
            query.setObject(1, customerId);
            query.setObject(2, productId);
            List<Received> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Received(rows.getObject(1, UUID.class), rows.getInt(2), rows.getString(3),
                            rows.getString(4)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("received lines could not be read", e);
        }
    }

    /** The lines of these orders that name a product, in one query. */
    public List<BoughtLine> lines(Collection<UUID> orderIds) {
        List<BoughtLine> found = new ArrayList<>();
        if (orderIds.isEmpty()) {
            return found;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(LINES)) {
            query.setArray(1, connection.createArrayOf("uuid", orderIds.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new BoughtLine(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getInt(3),
                            rows.getObject(4, UUID.class), rows.getString(5), rows.getString(6)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("lines of orders could not be read", e);
        }
    }
}
