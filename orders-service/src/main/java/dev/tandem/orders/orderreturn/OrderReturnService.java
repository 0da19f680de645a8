package dev.tandem.orders.orderreturn;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.customer.CustomerLogins;
import dev.tandem.orders.order.SoldGoods;
import dev.tandem.orders.order.SoldOrder;
import dev.tandem.orders.stock.Stock;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;
import dev.tandem.platform.validation.Validations;

/** What may be done with returns, each in one transaction, under the locks on the order and then the return. */
@ApplicationScoped
class OrderReturnService {

    private final OrderReturnRepository returns;
    private final SoldGoods sold;
    private final Stock stock;
    private final CustomerLogins logins;
    private final Journal journal;
    private final Validations validations;
    private final CompanyCalendar calendar;
    private final Caller caller;
    private final Clock clock;

    OrderReturnService(OrderReturnRepository returns, SoldGoods sold, Stock stock, CustomerLogins logins, Journal journal,
            Validations validations, CompanyCalendar calendar, Caller caller, Clock clock) {
        this.returns = returns;
        this.sold = sold;
        this.stock = stock;
        this.logins = logins;
        this.journal = journal;
        this.validations = validations;
        this.calendar = calendar;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param ifMatch the version of the order that the caller has read, if he says */
    @Transactional
    ReturnView request(UUID orderId, @Nullable String ifMatch, ReturnCommands.Request command) {
        SoldOrder order = sold.locked(orderId);
        if (order.isDeleted() || !logins.maySee(order.customerId())) {
            throw ProblemException.notFound("order", orderId);
        }
        ETags.checkMatch(ifMatch, order.version());
        validations.check(command);
        Instant now = clock.instant();
        BusinessTime when = calendar.at(now.truncatedTo(ChronoUnit.MICROS));
        OrderReturn made = OrderReturn.request(Ids.next(), now, caller.subject(), order, returns.taken(orderId),
                command.wishes(), command.comment(), when);
        returns.persist(made);
        return written("requested", made, null, when.occurredAt());
    }

    @Transactional
    ReturnView get(UUID id) {
        return returns.living(id).filter(found -> logins.maySee(found.customerId())).map(ReturnView::of)
                .orElseThrow(() -> ProblemException.notFound("return", id));
    }

    @Transactional
    Page<ReturnView> list(ReturnFilter filter, String sort, @Nullable Integer limit, @Nullable String cursor) {
        Page<OrderReturn> page = filter.apply(returns.listing(), logins).page(sort, limit, cursor);
        return new Page<>(page.items().stream().map(ReturnView::of).toList(), page.nextCursor());
    }

    @Transactional
    Count count(ReturnFilter filter) {
        return filter.apply(returns.listing(), logins).count();
    }

    @Transactional
    ReturnView approve(UUID id, @Nullable String ifMatch) {
        return change(id, ifMatch, null, "approved", (one, order, now) -> one.approve(order, now, caller.subject()));
    }

    @Transactional
    ReturnView reject(UUID id, @Nullable String ifMatch, ReturnCommands.Reason command) {
        return change(id, ifMatch, command, "rejected",
                (one, order, now) -> one.reject(command.reason(), now, caller.subject()));
    }

    @Transactional
    ReturnView cancel(UUID id, @Nullable String ifMatch, ReturnCommands.Reason command) {
        return change(id, ifMatch, command, "cancelled",
                (one, order, now) -> one.cancel(command.reason(), now, caller.subject()));
    }

    @Transactional
    ReturnView send(UUID id, @Nullable String ifMatch) {
        return change(id, ifMatch, null, "sent", (one, order, now) -> one.send(now, caller.subject()));
    }

    @Transactional
    ReturnView receive(UUID id, @Nullable String ifMatch, ReturnCommands.Receive command) {
        return change(id, ifMatch, command, "received", (one, order, now) -> {
            one.receive(command.arrivals(), order, returns.taken(order.id()), now, caller.subject());
            sold.comeBack(order.id(), one.receivedPieces());
            stock.takeBack(order.id(), one.resaleable());
        });
    }

    @Transactional
    ReturnView close(UUID id, @Nullable String ifMatch, ReturnCommands.Reason command) {
        return change(id, ifMatch, command, "closed",
                (one, order, now) -> one.close(command.reason(), now, caller.subject()));
    }

    /** Moves money, so the version is looked at only where the caller names one. */
    @Transactional
    ReturnView refund(UUID id, @Nullable String ifMatch, ReturnCommands.Refund command) {
        return change(id, ifMatch == null ? "*" : ifMatch, command, "refunded", (one, order, now) -> {
            Money due = one.refund(now, caller.subject());
            String reference = command.reference() == null ? "return:" + id : command.reference();
            sold.giveBack(order.id(), due, reference);
        });
    }

    /** One change of a return, whose order is held too. */
    private interface Verb {
        void on(OrderReturn one, SoldOrder order, Instant now);
    }

    private ReturnView change(UUID id, @Nullable String ifMatch, @Nullable Object command, String action, Verb verb) {
        UUID orderId = returns.orderOf(id).orElseThrow(() -> ProblemException.notFound("return", id));
        SoldOrder order = sold.locked(orderId);
        OrderReturn one = returns.locked(id);
        if (!logins.maySee(one.customerId())) {
            throw ProblemException.notFound("return", id);
        }
        ETags.requireMatch(ifMatch, one.version());
        if (command != null) {
            validations.check(command);
        }
        JsonNode before = ReturnChange.state(one);
        Instant now = clock.instant();
        verb.on(one, order, now);
        return written(action, one, before, now.truncatedTo(ChronoUnit.MICROS));
    }

    private ReturnView written(String action, OrderReturn one, @Nullable JsonNode before, Instant occurredAt) {
        returns.flush();
        journal.write(ReturnChange.of(action, one, before, occurredAt));
        return ReturnView.of(one);
    }
}
