package dev.tandem.metrics.state;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Reads facts from feeds, where fields that are not ours are welcome, and writes the stored ones. */
public final class FactJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private FactJson() {
    }

    /** @throws IllegalArgumentException if the data is not what the feed promises */
    public static Fact read(Feed feed, JsonNode data) {
        try {
            return MAPPER.treeToValue(data, feed.type());
        } catch (JsonProcessingException bad) {
            throw new IllegalArgumentException("A record of feed " + feed.path() + " cannot be read: "
                    + bad.getOriginalMessage(), bad);
        }
    }

    public static Fact read(Feed feed, String stored) {
        try {
            return MAPPER.readValue(stored, feed.type());
        } catch (JsonProcessingException bad) {
            throw new IllegalStateException("A stored record of feed " + feed.path() + " cannot be read", bad);
        }
    }

    public static String write(Fact fact) {
        try {
            return MAPPER.writeValueAsString(fact);
        } catch (JsonProcessingException bad) {
            throw new IllegalStateException("A fact cannot be written", bad);
        }
    }

    /** Null where there are none, which costs a record without conversions nothing. */
    public static @Nullable String writePicks(List<Pick> picks) {
        try {
            return picks.isEmpty() ? null : MAPPER.writeValueAsString(picks);
        } catch (JsonProcessingException bad) {
            throw new IllegalStateException("Picks cannot be written", bad);
        }
    }

    public static List<Pick> readPicks(@Nullable String stored) {
        try {
            return stored == null ? List.of() : List.of(MAPPER.readValue(stored, Pick[].class));
        } catch (JsonProcessingException bad) {
            throw new IllegalStateException("Stored picks cannot be read", bad);
        }
    }
}
