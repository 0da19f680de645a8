package dev.tandem.orders.orderreturn;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.Precision;

/** Puts a change of a return into the journal's words: what somebody wrote goes there only sealed with the buyer's key. */
final class ReturnChange {

    static final String KIND = "return";

    private static final Set<String> PERSONAL = Set.of("comment", "decision");

    /** What the feed says about a return: ids, codes and amounts, nothing that anybody wrote. */
    record Fact(UUID id, UUID orderId, UUID customerId, ReturnStatus status, List<LineFact> lines, @Nullable Money refundTotal,
            @Nullable String channel, @Nullable String country, Instant occurredAt, LocalDate occurredOn, Precision precision,
            Source recordSource, long version) {
    }

    /** One line of it. */
    record LineFact(int lineNo, @Nullable UUID productId, @Nullable String sku, ReturnReason reason, int requestedQty,
            @Nullable Integer receivedQty, @Nullable Condition condition, @Nullable Money refund) {
    }

    private ReturnChange() {
    }

    static JsonNode state(OrderReturn one) {
        return StrictJson.mapper().valueToTree(ReturnView.of(one));
    }

    static Change of(String action, OrderReturn one, @Nullable JsonNode before, Instant occurredAt) {
        JsonNode after = state(one);
        Set<String> personal = new TreeSet<>(PERSONAL);
        personal.removeIf(field -> !isSaid(before, field) && !isSaid(after, field));
        return new Change(KIND, one.id(), one.version(), ChangeType.UPSERT, action, Source.API, occurredAt, fact(one), before,
                after, personal.isEmpty() ? null : one.customerId(), personal);
    }

    private static boolean isSaid(@Nullable JsonNode state, String field) {
        return state != null && state.hasNonNull(field) && !OrderReturn.ERASED.equals(state.path(field).asText());
    }

    private static JsonNode fact(OrderReturn one) {
        List<LineFact> lines = new ArrayList<>();
        one.lines().forEach((no, line) -> lines.add(new LineFact(no, line.productId(), line.sku(), line.reason(),
                line.requested(), line.received(), line.condition(), line.refund())));
        return StrictJson.mapper().valueToTree(new Fact(one.id(), one.orderId(), one.customerId(), one.status(), lines,
                one.refundTotal(), one.channel(), one.country(), one.occurred().occurredAt(), one.occurred().occurredOn(),
                one.occurred().precision(), one.source(), one.version()));
    }
}
