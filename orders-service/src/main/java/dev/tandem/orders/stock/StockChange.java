package dev.tandem.orders.stock;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.record.Source;

/** Puts a change of a stock level into the journal's words. */
final class StockChange {

    static final String KIND = "stock-level";

    /** What the feed and the audit say about a level; what carts hold comes and goes and is in neither. */
    record Fact(UUID id, UUID productId, int onHand, int allocated, long version) {
    }

    private StockChange() {
    }

    static JsonNode state(StockLevel level) {
        return StrictJson.mapper().valueToTree(
                new Fact(level.id(), level.id(), level.onHand(), level.allocated(), level.version()));
    }

    static Change of(String action, Source source, StockLevel level, @Nullable JsonNode before, Instant occurredAt) {
        JsonNode state = state(level);
        return new Change(KIND, level.id(), level.version(), ChangeType.UPSERT, action, source, occurredAt, state, before,
                state, null, Set.of());
    }
}
