package dev.tandem.orders.stock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.orders.stock.StockLedger.Entry;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.exports.ExportRow;
import dev.tandem.platform.exports.LivingRecords;
import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;

/** Takes in a count of the shelves. A level is known by its product, so a file needs no ids of its own. */
@ApplicationScoped
class StockImport implements ExportKind<StockRow> {

    private final StockRepository levels;
    private final StockLedger ledger;
    private final Catalogue catalogue;
    private final Journal journal;

    StockImport(StockRepository levels, StockLedger ledger, Catalogue catalogue, Journal journal) {
        this.levels = levels;
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.journal = journal;
    }

    @Override
    public String kind() {
        return StockChange.KIND;
    }

    @Override
    public Class<StockRow> rowType() {
        return StockRow.class;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.SHOP);
    }

    @Override
    public Map<String, String> references() {
        return Map.of("productId", "product");
    }

    @Override
    public List<ExportRow<StockRow>> export(@Nullable UUID after, int limit) {
        return LivingRecords.next(levels.getEntityManager(), StockLevel.class, after, limit).stream()
                .map(level -> new ExportRow<>(level.id(), new StockRow(level.id(), level.onHand()))).toList();
    }

    @Override
    public Set<UUID> known(Collection<UUID> ids) {
        return LivingRecords.known(levels.getEntityManager(), StockLevel.class, ids);
    }

    @Override
    public List<Outcome> apply(List<ImportRow<StockRow>> rows, ImportContext context) {
        Set<UUID> ids = rows.stream().map(row -> Objects.requireNonNull(row.value().productId())).collect(Collectors.toSet());
        Set<UUID> products = catalogue.items(ids).keySet();
        Map<UUID, StockLevel> stored = new HashMap<>(levels.locked(ids));
        Map<StockLevel, JsonNode> changed = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>(rows.size());
        for (ImportRow<StockRow> row : rows) {
            try {
                outcomes.add(apply(row.value(), context, products, stored, changed, entries));
            } catch (ProblemException refused) {
                outcomes.add(Outcome.failed("/onHand", refused.code(), refused.detail()));
            }
        }
        if (!changed.isEmpty()) {
            levels.flush();
            ledger.enter(entries, context.now(), context.actor());
            List<Change> changes = new ArrayList<>();
            changed.forEach((level, before) -> changes.add(StockChange.of("counted", Source.IMPORT, level,
                    before.isNull() ? null : before, context.now())));
            journal.write(changes, context.actor());
        }
        return outcomes;
    }

    private Outcome apply(StockRow row, ImportContext context, Set<UUID> products, Map<UUID, StockLevel> stored,
            Map<StockLevel, JsonNode> changed, List<Entry> entries) {
        UUID id = Objects.requireNonNull(row.productId());
        int counted = Objects.requireNonNull(row.onHand());
        if (!products.contains(id)) {
            return Outcome.failed("/productId", "unknown-reference", "There is no product " + id + ".");
        }
        StockLevel level = stored.get(id);
        int change = counted - (level == null ? 0 : level.onHand());
        if (level != null && change == 0) {
            return changed.containsKey(level) ? Outcome.updated(id) : Outcome.unchanged(id);
        }
        JsonNode before = level == null ? NullNode.getInstance() : StockChange.state(level);
        boolean created = level == null;
        if (level == null) {
            level = new StockLevel(id, Source.IMPORT, context.now(), context.actor());
            levels.persist(level);
            stored.put(id, level);
        }
        if (change != 0) {
            level.adjust(change, context.now(), context.actor());
            entries.add(new Entry(id, MovementType.ADJUSTED, change, 0, AdjustmentReason.COUNTED, null));
        }
        changed.putIfAbsent(level, before);
        return created ? Outcome.created(id) : Outcome.updated(id);
    }
}
