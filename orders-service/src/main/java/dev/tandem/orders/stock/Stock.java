package dev.tandem.orders.stock;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.orders.stock.StockLedger.Entry;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;

/**
 * What carts and orders may ask of the stock, in their own transaction. All of it happens under the locks on the levels, so
 * that of many buyers of the last piece one is first and the others see that. Products that are not counted are passed over.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Stock {

    private final StockRepository levels;
    private final Holds holds;
    private final StockLedger ledger;
    private final Catalogue catalogue;
    private final Journal journal;
    private final StockConfig config;
    private final Caller caller;
    private final Clock clock;

    Stock(StockRepository levels, Holds holds, StockLedger ledger, Catalogue catalogue, Journal journal, StockConfig config,
            Caller caller, Clock clock) {
        this.levels = levels;
        this.holds = holds;
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.journal = journal;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /** A piece that is wanted and not there. */
    private record Shortage(String sku, int requested, int available) {
    }

    /**
     * How many pieces the buyer with each cart can have of each of these products, in two queries; a product that is not
     * counted has no entry.
     */
    public Map<UUID, Map<UUID, Integer>> available(Collection<UUID> cartIds, Collection<UUID> productIds) {
        Map<UUID, StockLevel> counted = levels.known(productIds);
        List<Holds.Hold> held = holds.each(counted.keySet(), clock.instant());
        Map<UUID, Map<UUID, Integer>> available = new HashMap<>();
        for (UUID cart : cartIds) {
            Map<UUID, Integer> taken = new HashMap<>();
            held.stream().filter(hold -> !hold.cartId().equals(cart))
                    .forEach(hold -> taken.merge(hold.productId(), hold.quantity(), Integer::sum));
            Map<UUID, Integer> free = new HashMap<>();
            counted.forEach((id, level) -> free.put(id, level.freeOf(taken.getOrDefault(id, 0))));
            available.put(cart, free);
        }
        return available;
    }

    /** Keeps these pieces for a cart while its buyer pays; 409 {@code out-of-stock} where not all of them are there. */
    public void hold(UUID cartId, Map<UUID, Integer> wanted) {
        Instant now = clock.instant();
        Map<UUID, StockLevel> counted = requireFree(cartId, wanted, now);
        holds.replace(cartId, only(wanted, counted), now, now.plus(config.hold()));
    }

    /** Lets go of what a cart holds. */
    public void letGo(UUID cartId) {
        holds.drop(cartId, Set.of(), clock.instant());
    }

    /** Turns what a cart holds into a promise to the order that was paid. */
    public void sell(UUID cartId, UUID orderId, Map<UUID, Integer> wanted) {
        promise(orderId, wanted, requireFree(cartId, wanted, clock.instant()));
        holds.drop(cartId, Set.of(), clock.instant());
    }

    /** Promises pieces to an order that came without a cart. */
    public void promise(UUID orderId, Map<UUID, Integer> wanted) {
        promise(orderId, wanted, requireFree(orderId, wanted, clock.instant()));
    }

    /** The order has come to nothing: what it was promised can be sold again. */
    public void release(UUID orderId, String by) {
        end(orderId, MovementType.RELEASED, by);
    }

    /** The order is done: what it was promised has left the shelf. */
    public void ship(UUID orderId, String by) {
        end(orderId, MovementType.SHIPPED, by);
    }

    /** The buyer has sent these pieces back and they can be sold again. */
    public void takeBack(UUID orderId, Map<UUID, Integer> pieces) {
        Map<UUID, StockLevel> counted = levels.locked(pieces.keySet());
        if (counted.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<Entry> entries = new ArrayList<>();
        Map<StockLevel, JsonNode> before = new HashMap<>();
        only(pieces, counted).forEach((id, quantity) -> {
            StockLevel level = Objects.requireNonNull(counted.get(id));
            before.put(level, StockChange.state(level));
            level.adjust(quantity, now, caller.subject());
            entries.add(new Entry(id, MovementType.ADJUSTED, quantity, 0, AdjustmentReason.RETURNED, orderId));
        });
        levels.flush();
        write("returned", entries, before, now, caller.subject());
    }

    private Map<UUID, StockLevel> requireFree(UUID buyer, Map<UUID, Integer> wanted, Instant now) {
        Map<UUID, StockLevel> counted = levels.locked(wanted.keySet());
        Map<UUID, Integer> held = holds.active(counted.keySet(), buyer, now);
        Map<UUID, Integer> missing = new TreeMap<>();
        counted.forEach((id, level) -> {
            int free = level.freeOf(held.getOrDefault(id, 0));
            if (wanted.getOrDefault(id, 0) > free) {
                missing.put(id, free);
            }
        });
        if (!missing.isEmpty()) {
            throw outOfStock(missing, wanted);
        }
        return counted;
    }

    private ProblemException outOfStock(Map<UUID, Integer> free, Map<UUID, Integer> wanted) {
        Map<UUID, Catalogue.Item> items = catalogue.items(free.keySet());
        List<Shortage> shortages = free.entrySet().stream().map(one -> {
            Catalogue.Item item = items.get(one.getKey());
            return new Shortage(item == null ? one.getKey().toString() : item.sku(), wanted.getOrDefault(one.getKey(), 0),
                    one.getValue());
        }).toList();
        List<String> skus = shortages.stream().map(Shortage::sku).toList();
        return ProblemException.conflict("out-of-stock", "There is not enough of " + String.join(", ", skus) + ".")
                .with("skus", skus).with("available", shortages.getFirst().available()).with("shortages", shortages);
    }

    private void promise(UUID orderId, Map<UUID, Integer> wanted, Map<UUID, StockLevel> counted) {
        Map<UUID, Integer> quantities = only(wanted, counted);
        if (quantities.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<Entry> entries = new ArrayList<>();
        Map<StockLevel, JsonNode> before = new HashMap<>();
        quantities.forEach((id, quantity) -> {
            StockLevel level = Objects.requireNonNull(counted.get(id));
            before.put(level, StockChange.state(level));
            level.allocate(quantity, now, caller.subject());
            entries.add(new Entry(id, MovementType.ALLOCATED, 0, quantity, null, orderId));
        });
        levels.flush();
        ledger.promise(orderId, quantities);
        write("allocated", entries, before, now, caller.subject());
    }

    private void end(UUID orderId, MovementType how, String by) {
        Map<UUID, Integer> promised = ledger.promised(orderId);
        if (promised.isEmpty()) {
            return;
        }
        boolean shipped = how == MovementType.SHIPPED;
        Map<UUID, StockLevel> counted = levels.locked(promised.keySet());
        Instant now = clock.instant();
        List<Entry> entries = new ArrayList<>();
        Map<StockLevel, JsonNode> before = new HashMap<>();
        promised.forEach((id, quantity) -> {
            StockLevel level = Objects.requireNonNull(counted.get(id));
            before.put(level, StockChange.state(level));
            if (shipped) {
                level.ship(quantity, now, by);
            } else {
                level.release(quantity, now, by);
            }
            entries.add(new Entry(id, how, shipped ? -quantity : 0, -quantity, null, orderId));
        });
        levels.flush();
        ledger.endPromises(orderId);
        write(shipped ? "shipped" : "released", entries, before, now, by);
    }

    private void write(String action, List<Entry> entries, Map<StockLevel, JsonNode> before, Instant now,
            String by) {
        ledger.enter(entries, now, by);
        List<Change> changes = new ArrayList<>();
        before.forEach((level, state) -> changes.add(StockChange.of(action, Source.API, level, state, now)));
        journal.write(changes, by);
    }

    private static Map<UUID, Integer> only(Map<UUID, Integer> wanted, Map<UUID, StockLevel> counted) {
        Map<UUID, Integer> quantities = new TreeMap<>(wanted);
        quantities.keySet().retainAll(counted.keySet());
        return quantities;
    }
}
