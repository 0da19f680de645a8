package dev.tandem.orders.stock;

import java.time.Clock;
import java.time.Instant;
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

import dev.tandem.orders.product.Catalogue;
import dev.tandem.orders.stock.StockLedger.Entry;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.validation.Validations;

/** What staff may do with the stock, each in one transaction with its ledger and journal entries. */
@ApplicationScoped
class StockService {

    private final StockRepository levels;
    private final Holds holds;
    private final StockLedger ledger;
    private final Catalogue catalogue;
    private final Journal journal;
    private final Validations validations;
    private final Caller caller;
    private final Clock clock;

    StockService(StockRepository levels, Holds holds, StockLedger ledger, Catalogue catalogue, Journal journal,
            Validations validations, Caller caller, Clock clock) {
        this.levels = levels;
        this.holds = holds;
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.journal = journal;
        this.validations = validations;
        this.caller = caller;
        this.clock = clock;
    }

    /** Changes the pieces on the shelf; the first adjustment of a product begins to count it. */
    @Transactional
    StockView adjust(StockAdjustment command) {
        validations.check(command);
        UUID productId = Objects.requireNonNull(command.productId());
        int change = Objects.requireNonNull(command.change());
        if (change == 0) {
            throw ProblemException.invalid("out-of-range", "/change", "An adjustment changes something.");
        }
        if (catalogue.items(Set.of(productId)).isEmpty()) {
            throw ProblemException.invalid("unknown-reference", "/productId", "There is no product " + productId + ".");
        }
        Instant now = clock.instant();
        StockLevel level = levels.locked(Set.of(productId)).get(productId);
        JsonNode before = level == null ? null : StockChange.state(level);
        if (level == null) {
            level = new StockLevel(productId, Source.API, now, caller.subject());
            level.adjust(change, now, caller.subject());
            levels.persist(level);
        } else {
            level.adjust(change, now, caller.subject());
        }
        levels.flush();
        ledger.enter(List.of(new Entry(productId, MovementType.ADJUSTED, change, 0, command.reason(), null)), now,
                caller.subject());
        journal.write(StockChange.of("adjusted", Source.API, level, before, now));
        return views(List.of(level)).getFirst();
    }

    @Transactional
    StockView get(UUID productId) {
        return views(List.of(known(productId))).getFirst();
    }

    @Transactional
    Page<StockView> list(@Nullable UUID productId, String sort, @Nullable Integer limit, @Nullable String cursor) {
        Page<StockLevel> page = levels.listing().where("e.id", productId).page(sort, limit, cursor);
        return new Page<>(views(page.items()), page.nextCursor());
    }

    @Transactional
    Count count(@Nullable UUID productId) {
        return levels.listing().where("e.id", productId).count();
    }

    @Transactional
    Page<MovementView> movements(UUID productId, @Nullable Integer limit, @Nullable String cursor) {
        known(productId);
        int size = Limits.page(limit);
        List<MovementView> found = ledger.list(productId, before(cursor), size + 1);
        if (found.size() <= size) {
            return new Page<>(found, null);
        }
        return new Page<>(found.subList(0, size), Cursor.encode(found.get(size - 1).id()));
    }

    private StockLevel known(UUID productId) {
        return levels.known(productId).orElseThrow(() -> ProblemException.notFound("stock level of product", productId));
    }

    private List<StockView> views(List<StockLevel> found) {
        Set<UUID> ids = found.stream().map(StockLevel::id).collect(Collectors.toSet());
        Map<UUID, Integer> held = holds.active(ids, null, clock.instant());
        Map<UUID, Catalogue.Item> items = catalogue.items(ids);
        return found.stream().map(level -> {
            Catalogue.Item item = items.get(level.id());
            return StockView.of(level, item == null ? null : item.sku(), held.getOrDefault(level.id(), 0));
        }).toList();
    }

    private static @Nullable UUID before(@Nullable String cursor) {
        List<String> keys = Cursor.decode(cursor, 1);
        try {
            return keys.isEmpty() ? null : UUID.fromString(keys.getFirst());
        } catch (IllegalArgumentException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }
}
