package dev.tandem.orders.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.customer.Customers;
import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.exports.ExportRow;
import dev.tandem.platform.exports.LivingRecords;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.CompanyCalendar;

/** Takes in orders of the past, a chunk at a time: what a chunk needs is read in a few queries and written in batches. */
@ApplicationScoped
class OrderImport implements ExportKind<OrderRow> {

    private final OrderRepository orders;
    private final Customers customers;
    private final Catalogue catalogue;
    private final ExternalIds externalIds;
    private final OrderStock stock;
    private final Journal journal;
    private final CompanyCalendar calendar;

    OrderImport(OrderRepository orders, Customers customers, Catalogue catalogue, ExternalIds externalIds, OrderStock stock,
            Journal journal, CompanyCalendar calendar) {
        this.orders = orders;
        this.customers = customers;
        this.catalogue = catalogue;
        this.externalIds = externalIds;
        this.stock = stock;
        this.journal = journal;
        this.calendar = calendar;
    }

    @Override
    public String kind() {
        return OrderChange.KIND;
    }

    @Override
    public Class<OrderRow> rowType() {
        return OrderRow.class;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.SHOP);
    }

    @Override
    public Map<String, String> references() {
        return Map.of("customerId", "customer", "lines.0.productId", "product");
    }

    @Override
    public List<ExportRow<OrderRow>> export(@Nullable UUID after, int limit) {
        return LivingRecords.next(orders.getEntityManager(), Order.class, after, limit).stream()
                .map(order -> new ExportRow<>(order.id(), OrderRow.of(order))).toList();
    }

    @Override
    public Set<UUID> known(Collection<UUID> ids) {
        return LivingRecords.known(orders.getEntityManager(), Order.class, ids);
    }

    @Override
    public List<Outcome> apply(List<ImportRow<OrderRow>> rows, ImportContext context) {
        Chunk chunk = new Chunk(rows, context);
        List<Outcome> outcomes = new ArrayList<>(rows.size());
        for (ImportRow<OrderRow> row : rows) {
            try {
                outcomes.add(chunk.apply(row));
            } catch (ProblemException refused) {
                outcomes.add(Outcome.failed(refused.violations()));
            }
        }
        chunk.write();
        return outcomes;
    }

    /** What one chunk has read and is about to write. */
    private final class Chunk {

        private final ImportContext context;
        private final Map<UUID, Order> existing;
        private final Set<UUID> knownCustomers;
        private final Set<UUID> erased;
        private final Map<UUID, Catalogue.Item> products;
        private final Set<String> takenNumbers;
        private final Map<Order, ExternalId> created = new HashMap<>();
        private final List<Order> createdInOrder = new ArrayList<>();
        private final Map<Order, JsonNode> changed = new HashMap<>();
        private final Map<UUID, List<ExternalId>> names;

        Chunk(List<ImportRow<OrderRow>> rows, ImportContext context) {
            this.context = context;
            Set<UUID> ids = rows.stream().map(ImportRow::existing).filter(Objects::nonNull).collect(Collectors.toSet());
            existing = orders.locked(ids);
            names = externalIds.of(OrderChange.KIND, ids);
            Set<UUID> people = rows.stream().map(row -> row.value().customerId()).filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            knownCustomers = customers.known(people);
            erased = customers.erased(people);
            products = catalogue.items(rows.stream().flatMap(row -> Objects.requireNonNull(row.value().lines()).stream())
                    .map(OrderRow.Line::productId).filter(Objects::nonNull).collect(Collectors.toSet()));
            takenNumbers = new HashSet<>(orders.takenNumbers(rows.stream().map(row -> row.value().orderNo())
                    .filter(Objects::nonNull).collect(Collectors.toSet())));
        }

        Outcome apply(ImportRow<OrderRow> row) {
            Order order = row.existing() == null ? null : existing.get(row.existing());
            OrderDetails details = RowReader.details(row.value(), order, knownCustomers, products, calendar);
            boolean newNumber = details.orderNo() != null && (order == null || !details.orderNo().equals(order.orderNo()));
            if (newNumber && !takenNumbers.add(details.orderNo())) {
                throw ProblemException.invalid("order-no-taken", "/orderNo", "Another order has this number.");
            }
            if (order == null && erased.contains(details.customerId())) {
                throw Customers.erasedRow();
            }
            return order == null ? create(row, details) : update(order, row.value(), details);
        }

        private Outcome create(ImportRow<OrderRow> row, OrderDetails details) {
            OrderStatus status = Objects.requireNonNullElse(row.value().status(), OrderStatus.COMPLETED);
            Order order = Order.imported(Ids.next(), context.now(), context.actor(), details, status);
            orders.persist(order);
            createdInOrder.add(order);
            if (row.externalId() != null) {
                created.put(order, row.externalId());
            }
            return Outcome.created(order.id());
        }

        private Outcome update(Order order, OrderRow row, OrderDetails details) {
            if (order.isDeleted()) {
                throw ProblemException.invalid("deleted", "", "This order was deleted; restore it first.");
            }
            OrderStatus status = Objects.requireNonNullElse(row.status(), order.status());
            if (!order.differsFrom(details, status)) {
                return changed.containsKey(order) ? Outcome.updated(order.id()) : Outcome.unchanged(order.id());
            }
            if (erased.contains(order.customerId()) || erased.contains(details.customerId())) {
                throw Customers.erasedRow();
            }
            JsonNode before = OrderChange.state(order, names.getOrDefault(order.id(), List.of()));
            order.restate(details, status, context.now(), context.actor());
            stock.follow(order, context.actor());
            changed.putIfAbsent(order, before);
            return Outcome.updated(order.id());
        }

        void write() {
            if (createdInOrder.isEmpty() && changed.isEmpty()) {
                return;
            }
            orders.flush();
            List<Change> changes = new ArrayList<>(createdInOrder.size() + changed.size());
            for (Order order : createdInOrder) {
                ExternalId name = created.get(order);
                changes.add(OrderChange.of("imported", Source.IMPORT, order, name == null ? List.of() : List.of(name), null,
                        order.occurred().occurredAt()));
            }
            changed.forEach((order, before) -> changes.add(OrderChange.of("imported", Source.IMPORT, order,
                    names.getOrDefault(order.id(), List.of()), before, order.occurred().occurredAt())));
            journal.write(changes, context.actor());
        }
    }
}
