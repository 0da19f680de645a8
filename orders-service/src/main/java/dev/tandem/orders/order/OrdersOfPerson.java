package dev.tandem.orders.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.erasure.PersonalRecords;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.ExternalName;

/** A person's orders: he may have them all; what was sold and paid outlives him, the words in it do not. */
@ApplicationScoped
class OrdersOfPerson implements PersonalRecords {

    private final OrderRepository orders;
    private final ExternalIds externalIds;
    private final Journal journal;

    OrdersOfPerson(OrderRepository orders, ExternalIds externalIds, Journal journal) {
        this.orders = orders;
        this.externalIds = externalIds;
        this.journal = journal;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public String kind() {
        return OrderChange.KIND;
    }

    @Override
    public List<Kept> about(UUID person, @Nullable UUID after, int limit) {
        List<Order> part = orders.ofCustomer(person, after, limit);
        Map<UUID, List<ExternalId>> names = names(part);
        return part.stream().map(order -> new Kept(order.id(), OrderView.of(order, names.getOrDefault(order.id(), List.of()))))
                .toList();
    }

    @Override
    public void erase(UUID person, Instant now, String by) {
        List<Order> changed = new ArrayList<>();
        List<Order> all = orders.lockedOf(person);
        Map<UUID, List<ExternalId>> names = names(all);
        for (Order order : all) {
            List<ExternalId> personal = names.getOrDefault(order.id(), List.of()).stream().filter(ExternalName::isPersonal)
                    .toList();
            externalIds.conceal(OrderChange.KIND, order.id(), personal);
            if (order.forgetWords(now, by)) {
                changed.add(order);
            }
        }
        orders.flush();
        Map<UUID, List<ExternalId>> left = names(changed);
        List<Change> changes = changed.stream().filter(order -> !order.isDeleted()).map(order -> OrderChange.of("erased",
                Source.API, order, left.getOrDefault(order.id(), List.of()), null, order.occurred().occurredAt())).toList();
        journal.write(changes, by);
        journal.write(changed.stream().filter(Order::isDeleted).map(order -> OrderChange.deleted(order, null, now)).toList(),
                by);
    }

    private Map<UUID, List<ExternalId>> names(List<Order> some) {
        return externalIds.of(OrderChange.KIND, some.stream().map(Order::id).toList());
    }
}
