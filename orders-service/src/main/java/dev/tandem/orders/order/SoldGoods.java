package dev.tandem.orders.order;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.CompanyCalendar;

/**
 * What returns may ask of orders, in their own transaction. All of it happens under the lock on the order, so that of many
 * who send back the last piece one is first and the others see that.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class SoldGoods {

    private final OrderRepository orders;
    private final ExternalIds externalIds;
    private final Journal journal;
    private final CompanyCalendar calendar;
    private final Caller caller;
    private final Clock clock;

    SoldGoods(OrderRepository orders, ExternalIds externalIds, Journal journal, CompanyCalendar calendar, Caller caller,
            Clock clock) {
        this.orders = orders;
        this.externalIds = externalIds;
        this.journal = journal;
        this.calendar = calendar;
        this.caller = caller;
        this.clock = clock;
    }

    /** The order, held until the transaction ends; deleted ones among them. */
    public SoldOrder locked(UUID orderId) {
        return SoldOrder.of(orders.locked(orderId));
    }

    /** Holds all orders of a customer, before anything of theirs is. */
    public void hold(UUID customerId) {
        orders.lockedOf(customerId);
    }

    /** So many pieces of the order are back. */
    public void comeBack(UUID orderId, long pieces) {
        if (pieces > 0) {
            change(orderId, "goods-returned", (order, now) -> order.takeBack(pieces, now, caller.subject()));
        }
    }

    /** Gives money back for what was returned, through the ledger and never more than was captured. */
    public void giveBack(UUID orderId, Money amount, String reference) {
        change(orderId, "refunded", (order, now) -> order.giveBack(amount, calendar.at(now.truncatedTo(ChronoUnit.MICROS)),
                reference, now, caller.subject()));
    }

    private void change(UUID orderId, String action, BiConsumer<Order, Instant> verb) {
        Order order = orders.locked(orderId);
        List<ExternalId> names = externalIds.of(OrderChange.KIND, List.of(orderId)).getOrDefault(orderId, List.of());
        JsonNode before = OrderChange.state(order, names);
        Instant now = clock.instant();
        verb.accept(order, now);
        orders.flush();
        journal.write(OrderChange.of(action, Source.API, order, names, before, now.truncatedTo(ChronoUnit.MICROS)));
    }
}
