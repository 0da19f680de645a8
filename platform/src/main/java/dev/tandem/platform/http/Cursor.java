package dev.tandem.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;

/** The place in a keyset list: the sort keys of the last row, opaque to clients. */
public final class Cursor {

    private Cursor() {
    }

    /** Keys are kept as text; null stays null. */
    public static String encode(Object... keys) {
        List<String> texts = new ArrayList<>();
        for (Object key : keys) {
            texts.add(key == null ? null : key.toString());
        }
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(StrictJson.mapper().writeValueAsBytes(texts));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A list of texts is always JSON", impossible);
        }
    }

    /** @return the keys, or an empty list where there is no cursor; {@code invalid-cursor} where it is not one of ours */
    public static List<String> decode(@Nullable String cursor, int keys) {
        if (cursor == null) {
            return List.of();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(cursor.getBytes(StandardCharsets.US_ASCII));
            String[] texts = StrictJson.mapper().readValue(json, String[].class);
            if (texts.length == keys) {
                return java.util.Arrays.asList(texts);
            }
        } catch (IllegalArgumentException | java.io.IOException foreign) {
            throw invalid().causedBy(foreign);
        }
        throw invalid();
    }

    /** For a key inside a cursor that does not read as its type. */
    public static ProblemException invalid() {
        return ProblemException.badRequest("invalid-cursor", "?cursor", "The cursor is not one that this list gave.");
    }
}
