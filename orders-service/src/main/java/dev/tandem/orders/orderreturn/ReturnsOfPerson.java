package dev.tandem.orders.orderreturn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.order.SoldGoods;
import dev.tandem.platform.erasure.PersonalRecords;
import dev.tandem.platform.journal.Journal;

/** A person's returns: what was written in them goes with him, what came back and what was paid stays. */
@ApplicationScoped
class ReturnsOfPerson implements PersonalRecords {

    private final OrderReturnRepository returns;
    private final SoldGoods sold;
    private final Journal journal;

    ReturnsOfPerson(OrderReturnRepository returns, SoldGoods sold, Journal journal) {
        this.returns = returns;
        this.sold = sold;
        this.journal = journal;
    }

    @Override
    public String name() {
        return "returns";
    }

    @Override
    public String kind() {
        return ReturnChange.KIND;
    }

    @Override
    public List<Kept> about(UUID person, @Nullable UUID after, int limit) {
        return returns.ofCustomer(person, after, limit).stream().map(one -> new Kept(one.id(), ReturnView.of(one))).toList();
    }

    @Override
    public void erase(UUID person, Instant now, String by) {
        // Whoever works on a return holds its order first; the same order here.
        sold.hold(person);
        List<OrderReturn> changed = new ArrayList<>();
        for (OrderReturn one : returns.lockedOf(person)) {
            if (one.forgetWords(now, by)) {
                changed.add(one);
            }
        }
        returns.flush();
        journal.write(changed.stream()
                .map(one -> ReturnChange.of("erased", one, null, one.occurred().occurredAt())).toList(), by);
    }
}
