package dev.tandem.platform.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.tandem.platform.json.StrictJson;

/** Writes events in the CloudEvents JSON formats; the data of an event is copied as it was stored. */
final class CloudEvents {

    private CloudEvents() {
    }

    static byte[] batch(String source, String kind, List<FeedEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + events.size() * 1024);
        try (JsonGenerator json = StrictJson.mapper().getFactory().createGenerator(bytes)) {
            json.writeStartArray();
            for (FeedEvent event : events) {
                write(json, source, kind, event);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new IllegalStateException("events could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    static byte[] single(String source, String kind, FeedEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = StrictJson.mapper().getFactory().createGenerator(bytes)) {
            write(json, source, kind, event);
        } catch (IOException e) {
            throw new IllegalStateException("an event could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String source, String kind, FeedEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", event.id().toString());
        json.writeStringField("source", source);
        json.writeStringField("type", "tandem." + kind + ".v1");
        json.writeStringField("subject", event.entityId().toString());
        json.writeStringField("time", event.occurredAt().toString());
        json.writeStringField("datacontenttype", "application/json");
        json.writeStringField("position", event.position().encode());
        json.writeNumberField("entityversion", event.version());
        json.writeStringField("recordedat", event.recordedAt().toString());
        json.writeStringField("change", event.change());
        json.writeFieldName("data");
        if (event.data() == null) {
            json.writeNull();
        } else {
            json.writeRawValue(event.data());
        }
        json.writeEndObject();
    }
}
