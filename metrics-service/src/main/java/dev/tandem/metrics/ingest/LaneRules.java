package dev.tandem.metrics.ingest;

import java.time.ZoneId;
import java.util.SortedSet;

import dev.tandem.metrics.generation.Generation;

/** What a generation is computed by. */
public record LaneRules(int lanes, ZoneId zone, SortedSet<String> reporting) {

    static LaneRules of(Generation generation) {
        return new LaneRules(generation.lanes(), generation.timeZone(), generation.reporting());
    }
}
