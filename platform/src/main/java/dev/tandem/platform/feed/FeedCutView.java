package dev.tandem.platform.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The last time that old days were given up. */
@Schema(name = "FeedCutView", description = "The last time that old days of the feeds were given up.")
public record FeedCutView(
        @Schema(description = "The last day of which only the latest event of each entity is left.", examples = "2026-08-31") LocalDate throughDay,
        @Schema(description = "What was recorded later is kept event by event.") @Nullable Instant keptSince,
        Instant begunAt, @Schema(description = "Null while it is being worked.") @Nullable Instant endedAt,
        @Schema(description = "Per kind the least position that is always good to continue from.", examples = "{\"shape\":\"AAAAAQAAAAAAAALuAAAAAAAAABc\"}") Map<String, String> positions) {

    static FeedCutView of(FeedRetention.Cut cut, Map<String, FeedPosition> cuts) {
        Map<String, String> positions = new TreeMap<>();
        cuts.forEach((kind, position) -> positions.put(kind, position.encode()));
        return new FeedCutView(cut.throughDay(), cut.keptSince(), cut.begunAt(), cut.endedAt(), positions);
    }
}
