package dev.tandem.orders.order;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.customer.CustomerLogins;
import dev.tandem.orders.customer.Customers;
import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.patch.MergePatch;
import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.ExternalName;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;
import dev.tandem.platform.validation.Validations;

/** What may be done with orders, each in one transaction, under the lock on the order, with its journal entry. */
@ApplicationScoped
class OrderService {

    private final OrderRepository orders;
    private final Customers customers;
    private final CustomerLogins logins;
    private final Catalogue catalogue;
    private final OrderStock stock;
    private final ExternalIds externalIds;
    private final Journal journal;
    private final Validations validations;
    private final CompanyCalendar calendar;
    private final Caller caller;
    private final Clock clock;

    OrderService(OrderRepository orders, Customers customers, CustomerLogins logins, Catalogue catalogue,
            OrderStock stock, ExternalIds externalIds, Journal journal, Validations validations, CompanyCalendar calendar,
            Caller caller,
            Clock clock) {
        this.orders = orders;
        this.customers = customers;
        this.logins = logins;
        this.catalogue = catalogue;
        this.stock = stock;
        this.externalIds = externalIds;
        this.journal = journal;
        this.validations = validations;
        this.calendar = calendar;
        this.caller = caller;
        this.clock = clock;
    }

    @Transactional
    OrderView place(PlaceOrder command) {
        validations.check(command);
        UUID customerId = Objects.requireNonNull(command.customerId());
        if (customers.known(Set.of(customerId)).isEmpty()) {
            throw ProblemException.invalid("unknown-reference", "/customerId", "There is no customer " + customerId + ".");
        }
        if (!customers.erased(Set.of(customerId)).isEmpty()) {
            throw SubjectKeys.erased();
        }
        Instant now = clock.instant();
        OrderDetails details = OrderDetails.of(orders.nextOrderNo(), customerId, command.channel(), command.country(),
                when(command.occurredAt(), now), lines(command), command.discountTotal(), command.taxTotal(),
                command.shippingTotal()).requireTotal(command.total());
        Order order = Order.place(Ids.next(), Source.API, now, caller.subject(), details);
        orders.persist(order);
        List<ExternalId> names = ExternalName.ids(command.externalIds());
        externalIds.replace(OrderChange.KIND, order.id(), names);
        orders.flush();
        stock.promise(order);
        journal.write(OrderChange.of("placed", Source.API, order, names, null, order.occurred().occurredAt()));
        return OrderView.of(order, names);
    }

    private List<OrderLine> lines(PlaceOrder command) {
        List<PlaceOrder.PlaceLine> wanted = Objects.requireNonNull(command.lines());
        Map<UUID, Catalogue.Item> items = catalogue.items(wanted.stream().map(PlaceOrder.PlaceLine::productId)
                .filter(Objects::nonNull).collect(Collectors.toSet()));
        return LineReader.lines(wanted, items);
    }

    @Transactional
    OrderView get(UUID id) {
        Order order = orders.known(id);
        if (order.isDeleted() || !logins.maySee(order.customerId())) {
            throw ProblemException.notFound("order", id);
        }
        return OrderView.of(order, namesOf(order));
    }

    @Transactional
    OrderView patch(UUID id, @Nullable String ifMatch, JsonNode patch) {
        Order order = living(id);
        ETags.requireMatch(ifMatch, order.version());
        List<ExternalId> names = namesOf(order);
        OrderEdits stored = new OrderEdits(order.channel(), order.country(), ExternalName.of(names));
        OrderEdits edits = validations.check(MergePatch.apply(stored, patch, OrderEdits.class));
        List<ExternalId> newNames = ExternalName.ids(edits.externalIds());
        boolean same = Objects.equals(edits.channel(), order.channel()) && Objects.equals(edits.country(), order.country());
        if (same && newNames.equals(names)) {
            return OrderView.of(order, names);
        }
        JsonNode before = OrderChange.state(order, names);
        Instant now = clock.instant();
        order.edit(edits.channel(), edits.country(), now, caller.subject());
        externalIds.replace(OrderChange.KIND, id, newNames);
        orders.flush();
        journal.write(OrderChange.of("updated", Source.API, order, newNames, before, now));
        return OrderView.of(order, newNames);
    }

    /** @return the version of the deleted record, by which it can be restored */
    @Transactional
    long delete(UUID id, @Nullable String ifMatch) {
        Order order = living(id);
        ETags.requireMatch(ifMatch, order.version());
        Instant now = clock.instant();
        JsonNode before = OrderChange.state(order, namesOf(order));
        order.delete(now, caller.subject());
        orders.flush();
        stock.follow(order, caller.subject());
        journal.write(OrderChange.deleted(order, before, now));
        return order.version();
    }

    @Transactional
    OrderView restore(UUID id, @Nullable String ifMatch) {
        Order order = orders.locked(id);
        if (!order.isDeleted()) {
            throw ProblemException.notFound("deleted order", id);
        }
        ETags.requireMatch(ifMatch, order.version());
        Instant now = clock.instant();
        order.restore(now, caller.subject());
        orders.flush();
        stock.promise(order);
        List<ExternalId> names = namesOf(order);
        journal.write(OrderChange.of("restored", Source.API, order, names, null, now));
        return OrderView.of(order, names);
    }

    @Transactional
    OrderView move(UUID id, @Nullable String ifMatch, PaymentCommands.Move command) {
        return change(id, ifMatch, true, command, "status-moved", (order, now) -> {
            order.moveTo(Objects.requireNonNull(command.status()), now, caller.subject());
            stock.follow(order, caller.subject());
            return now;
        });
    }

    @Transactional
    OrderView cancel(UUID id, @Nullable String ifMatch, PaymentCommands.Reason command) {
        return change(id, ifMatch, false, command, "cancelled", (order, now) -> {
            order.cancel(command.reason(), calendar.at(now.truncatedTo(ChronoUnit.MICROS)), now, caller.subject());
            stock.follow(order, caller.subject());
            return now;
        });
    }

    @Transactional
    OrderView pay(UUID id, @Nullable String ifMatch, PaymentCommands.Pay command) {
        boolean captured = !Boolean.FALSE.equals(command.capture());
        return change(id, ifMatch, false, command, captured ? "captured" : "authorized", (order, now) -> {
            PaymentMethod method = Objects.requireNonNull(command.method());
            String provider = command.provider() == null ? Payment.EXTERNAL_PROVIDER : command.provider();
            return order.pay(method, provider, Objects.requireNonNull(command.amount()), captured,
                    when(command.occurredAt(), now), command.reference(), now, caller.subject()).occurred().occurredAt();
        });
    }

    @Transactional
    OrderView capture(UUID id, @Nullable String ifMatch, PaymentCommands.Capture command) {
        return change(id, ifMatch, false, command, "captured",
                (order, now) -> order.capture(command.paymentId(), Objects.requireNonNull(command.amount()),
                        when(command.occurredAt(), now), command.reference(), now, caller.subject()).occurred().occurredAt());
    }

    @Transactional
    OrderView voidPayment(UUID id, UUID paymentId, @Nullable String ifMatch, PaymentCommands.Reason command) {
        return change(id, ifMatch, false, command, "payment-voided", (order, now) -> order.voidPayment(paymentId,
                when(null, now), command.reason(), now, caller.subject()).occurred().occurredAt());
    }

    @Transactional
    OrderView refund(UUID id, @Nullable String ifMatch, PaymentCommands.Refund command) {
        TransactionState as = Boolean.TRUE.equals(command.pending()) ? TransactionState.PENDING : TransactionState.SUCCEEDED;
        return change(id, ifMatch, false, command, "refunded",
                (order, now) -> order.refund(command.paymentId(), Objects.requireNonNull(command.amount()), as,
                        when(command.occurredAt(), now), command.reference(), command.reason(), now, caller.subject())
                        .occurred().occurredAt());
    }

    @Transactional
    OrderView settle(UUID id, UUID transactionId, @Nullable String ifMatch, PaymentCommands.Settle command) {
        return change(id, ifMatch, false, command, "refund-settled", (order, now) -> {
            TransactionState outcome = Objects.requireNonNull(command.state());
            if (outcome == TransactionState.PENDING) {
                throw ProblemException.invalid("invalid-state", "/state", "A refund ends as SUCCEEDED or FAILED.");
            }
            return order.settle(transactionId, outcome, now, caller.subject()).occurred().occurredAt();
        });
    }

    @Transactional
    Page<OrderView> list(OrderFilter filter, String sort, @Nullable Integer limit, @Nullable String cursor) {
        Page<Order> page = filter.apply(orders.listing(), logins, externalIds).page(sort, limit, cursor);
        Map<UUID, List<ExternalId>> names = externalIds.of(OrderChange.KIND, page.items().stream().map(Order::id).toList());
        return new Page<>(page.items().stream()
                .map(order -> OrderView.of(order, names.getOrDefault(order.id(), List.of()))).toList(), page.nextCursor());
    }

    @Transactional
    Count count(OrderFilter filter) {
        return filter.apply(orders.listing(), logins, externalIds).count();
    }

    /** One change of an order; returns its business time. */
    private interface Verb {
        Instant on(Order order, Instant now);
    }

    private OrderView change(UUID id, @Nullable String ifMatch, boolean matchRequired, Object command, String action,
            Verb verb) {
        Order order = living(id);
        if (matchRequired) {
            ETags.requireMatch(ifMatch, order.version());
        } else {
            ETags.checkMatch(ifMatch, order.version());
        }
        validations.check(command);
        List<ExternalId> names = namesOf(order);
        JsonNode before = OrderChange.state(order, names);
        Instant occurredAt = verb.on(order, clock.instant());
        orders.flush();
        journal.write(OrderChange.of(action, Source.API, order, names, before, occurredAt));
        return OrderView.of(order, names);
    }

    private Order living(UUID id) {
        Order order = orders.locked(id);
        if (order.isDeleted() || !logins.maySee(order.customerId())) {
            throw ProblemException.notFound("order", id);
        }
        return order;
    }

    private BusinessTime when(@Nullable Instant said, Instant now) {
        Instant at = said == null ? now : said;
        if (at.isAfter(now.plus(1, ChronoUnit.DAYS))) {
            throw ProblemException.invalid("in-the-future", "/occurredAt", "This has not happened yet.");
        }
        return calendar.at(at.truncatedTo(ChronoUnit.MICROS));
    }

    private List<ExternalId> namesOf(Order order) {
        return externalIds.of(OrderChange.KIND, List.of(order.id())).getOrDefault(order.id(), List.of());
    }
}
