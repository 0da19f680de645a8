package dev.tandem.platform.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.json.StrictJson;

/** The event that tries a webhook out; it follows from its delivery and is stored nowhere. */
final class Ping {

    private Ping() {
    }

    static byte[] body(Delivery delivery, String source) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("specversion", "1.0")
                .put("id", delivery.eventId().toString()).put("source", source).put("type", "tandem.ping.v1")
                .put("subject", delivery.webhookId().toString()).put("time", delivery.createdAt().toString())
                .put("datacontenttype", "application/json");
        event.putNull("data");
        try {
            return StrictJson.mapper().writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree is always JSON", impossible);
        }
    }
}
