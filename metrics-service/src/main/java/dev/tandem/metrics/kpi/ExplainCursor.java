package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.http.Cursor;

/**
 * The place in an explanation together with the total that the first page found, so that paging through 70,000 rows
 * adds them up once. The total counts only while nothing more is known: then the stamp is the same.
 */
record ExplainCursor(ExplainQuestion.@Nullable Place place, String stamp, ExplainRows.@Nullable Total total) {

    private static final int KEYS = 7;

    static ExplainCursor read(@Nullable String cursor) {
        List<String> keys = Cursor.decode(cursor, KEYS);
        if (keys.isEmpty()) {
            return new ExplainCursor(null, "", null);
        }
        if (keys.contains(null)) {
            throw Cursor.invalid();
        }
        try {
            return new ExplainCursor(
                    new ExplainQuestion.Place(LocalDate.parse(keys.get(0)), UUID.fromString(keys.get(1)), keys.get(2)),
                    keys.get(3), new ExplainRows.Total(Long.parseLong(keys.get(4)), new BigInteger(keys.get(5)),
                            new BigInteger(keys.get(6))));
        } catch (DateTimeException | IllegalArgumentException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }

    static String after(ExplainRows.Row last, String stamp, ExplainRows.Total total) {
        return Cursor.encode(last.day(), last.entityId(), last.part(), stamp, total.count(), total.num(), total.den());
    }

    /** What a total was found for: the question and what was known. */
    static String stamp(String question, Progress progress, Collection<String> feeds) {
        return Integer.toHexString(question.hashCode()) + "@" + progress.generation() + "/" + progress.lastKnownAt(feeds);
    }

    /** The total of an earlier page, if it was found for the same stamp. */
    ExplainRows.@Nullable Total totalAt(String now) {
        return stamp.equals(now) ? total : null;
    }
}
