package dev.tandem.orders.orderreturn;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;

/** What other features may ask of returns, in their own transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Returns {

    private final OrderReturnRepository returns;
    private final Journal journal;
    private final Caller caller;
    private final Clock clock;

    Returns(OrderReturnRepository returns, Journal journal, Caller caller, Clock clock) {
        this.returns = returns;
        this.journal = journal;
        this.caller = caller;
        this.clock = clock;
    }

    /** One line of an order. */
    public record Line(UUID orderId, int lineNo) {
    }

    /** Those lines of the orders for all of whose pieces the buyer was given his money back. */
    public Set<Line> givenBack(Collection<UUID> orderIds) {
        return orderIds.isEmpty() ? Set.of() : returns.givenBack(orderIds);
    }

    /** Gives all returns of one customer to another, who turned out to be the same person; after their orders. */
    public void move(UUID from, UUID to) {
        Instant now = clock.instant();
        Map<OrderReturn, JsonNode> before = new LinkedHashMap<>();
        for (OrderReturn moved : returns.lockedOf(from)) {
            before.put(moved, ReturnChange.state(moved));
            moved.belongTo(to, now, caller.subject());
        }
        returns.flush();
        List<Change> changes = new ArrayList<>();
        before.forEach((moved, state) -> changes.add(ReturnChange.of("moved", moved, state, now)));
        journal.write(changes);
    }
}
