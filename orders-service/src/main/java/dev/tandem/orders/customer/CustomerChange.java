package dev.tandem.orders.customer;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.ExternalName;

/** Puts a change of a customer into the journal's words: what tells who the person is goes there only sealed. */
final class CustomerChange {

    static final String KIND = "customer";

    private static final Set<String> PERSONAL = Set.of("givenName", "familyName", "email", "phone", "birthYear", "locale",
            "externalIds");

    private CustomerChange() {
    }

    static JsonNode state(Customer customer, List<ExternalId> externalIds) {
        return StrictJson.mapper().valueToTree(CustomerView.of(customer, externalIds));
    }

    static Change of(String action, Source source, Customer customer, List<ExternalId> externalIds, @Nullable JsonNode before,
            Instant occurredAt) {
        return change(ChangeType.UPSERT, action, source, customer, externalIds, before, occurredAt);
    }

    static Change deleted(Customer customer, List<ExternalId> externalIds, JsonNode before, Instant occurredAt) {
        return change(ChangeType.DELETED, "deleted", Source.API, customer, externalIds, before, occurredAt);
    }

    /** The person is gone, from the state before as well: nothing could seal it any more. */
    static Change erased(Customer customer, Instant occurredAt) {
        return new Change(KIND, customer.id(), customer.version(), ChangeType.ERASED, "erased", Source.API, occurredAt, null,
                null, state(customer, List.of()), customer.id(), Set.of());
    }

    private static Change change(ChangeType type, String action, Source source, Customer customer, List<ExternalId> externalIds,
            @Nullable JsonNode before, Instant occurredAt) {
        boolean gone = type == ChangeType.DELETED;
        JsonNode after = gone ? null : state(customer, externalIds);
        JsonNode feed = gone ? null
                : StrictJson.mapper().valueToTree(CustomerFact.of(customer, ExternalName.first(externalIds)));
        Set<String> personal = new TreeSet<>();
        for (String field : PERSONAL) {
            if (isSaid(before, field) || isSaid(after, field)) {
                personal.add(field);
            }
        }
        return new Change(KIND, customer.id(), customer.version(), type, action, source, occurredAt, feed, before,
                after, personal.isEmpty() ? null : customer.id(), personal);
    }

    private static boolean isSaid(@Nullable JsonNode state, String field) {
        JsonNode value = state == null ? null : state.get(field);
        return value != null && !value.isNull() && !(value.isContainerNode() && value.isEmpty());
    }
}
