package dev.tandem.orders.cart;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.record.Source;

/** Puts a change of a cart into the journal's words. */
final class CartChange {

    static final String KIND = "cart";

    /** What the feed and the audit say about a cart: never whose log-in it is. */
    record Fact(UUID id, CartStatus status, List<Line> lines, @Nullable UUID orderId, Instant createdAt, long version) {

        record Line(UUID productId, int quantity) {
        }
    }

    private CartChange() {
    }

    static JsonNode state(Cart cart) {
        List<Fact.Line> lines = cart.quantities().entrySet().stream()
                .map(line -> new Fact.Line(line.getKey(), line.getValue())).toList();
        return StrictJson.mapper().valueToTree(
                new Fact(cart.id(), cart.status(), lines, cart.orderId(), cart.createdAt(), cart.version()));
    }

    static Change of(String action, Cart cart, @Nullable JsonNode before, Instant occurredAt) {
        JsonNode state = state(cart);
        return new Change(KIND, cart.id(), cart.version(), ChangeType.UPSERT, action, Source.API, occurredAt, state, before,
                state, null, Set.of());
    }
}
