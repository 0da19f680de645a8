package dev.tandem.metrics.ingest;

import java.time.ZoneId;
import java.util.SortedSet;

import dev.tandem.metrics.generation.Generation;

/**
 * What a generation is computed by.
 *
 * @param chunk records that one transaction re-states at most because of another one or of a rate
 */
public record LaneRules(int lanes, ZoneId zone, SortedSet<String> reporting, int chunk) {

    static LaneRules of(Generation generation, int chunk) {
        return new LaneRules(generation.lanes(), generation.timeZone(), generation.reporting(), chunk);
    }
}
