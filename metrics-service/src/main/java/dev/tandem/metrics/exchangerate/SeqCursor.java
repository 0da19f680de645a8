package dev.tandem.metrics.exchangerate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.http.Cursor;

/** The place in a list that runs from the last turn to the first. */
final class SeqCursor {

    private SeqCursor() {
    }

    static @Nullable Long read(@Nullable String cursor) {
        List<String> keys = Cursor.decode(cursor, 1);
        try {
            return keys.isEmpty() ? null : Long.valueOf(keys.getFirst());
        } catch (NumberFormatException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }
}
