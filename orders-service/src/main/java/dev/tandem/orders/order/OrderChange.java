package dev.tandem.orders.order;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.ExternalName;

/** Puts a change of an order into the journal's words. */
final class OrderChange {

    static final String KIND = "order";

    /** The audit leaves out what is not set: it is most of an imported order, and the audit is kept for ever. */
    private static final ObjectMapper AUDIT = StrictJson.mapper().copy()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private OrderChange() {
    }

    static JsonNode state(Order order, List<ExternalId> externalIds) {
        return AUDIT.valueToTree(OrderView.of(order, externalIds));
    }

    /** @param occurredAt business time of this change: the order's own when it is placed, the payment's when money moves */
    static Change of(String action, Source source, Order order, List<ExternalId> externalIds, @Nullable JsonNode before,
            Instant occurredAt) {
        JsonNode feed = StrictJson.mapper().valueToTree(OrderFact.of(order, ExternalName.first(externalIds)));
        JsonNode after = state(order, externalIds);
        return new Change(KIND, order.id(), order.version(), ChangeType.UPSERT, action, source, occurredAt, feed, before, after,
                order.customerId(), personal(before, after));
    }

    static Change deleted(Order order, @Nullable JsonNode before, Instant occurredAt) {
        return new Change(KIND, order.id(), order.version(), ChangeType.DELETED, "deleted", Source.API, occurredAt, null,
                before, null, order.customerId(), personal(before, null));
    }

    /** What is kept only sealed with the buyer's key; an order in which nobody wrote anything needs no key. */
    private static Set<String> personal(@Nullable JsonNode before, @Nullable JsonNode after) {
        Set<String> paths = new TreeSet<>();
        if (Words.in(before) || Words.in(after)) {
            paths.addAll(Words.PATHS);
        }
        if (hasPersonalName(before) || hasPersonalName(after)) {
            paths.add("externalIds");
        }
        return paths;
    }

    private static boolean hasPersonalName(@Nullable JsonNode state) {
        boolean any = false;
        for (JsonNode name : state == null ? List.<JsonNode> of() : state.path("externalIds")) {
            any |= ExternalName.isPersonal(new ExternalId(name.path("system").asText(), name.path("id").asText()));
        }
        return any;
    }
}
