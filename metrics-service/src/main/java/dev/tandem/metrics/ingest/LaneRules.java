package dev.tandem.metrics.ingest;

import java.time.ZoneId;
import java.util.Set;
import java.util.SortedSet;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.generation.Generation;

/**
 * What a generation is computed by.
 *
 * @param metrics what it tells: one that was begun by older code knows fewer, and half a metric is none
 * @param chunk records that one transaction re-states at most because of another one or of a rate
 */
public record LaneRules(int lanes, ZoneId zone, SortedSet<String> reporting, Set<Metric> metrics, int chunk) {

    static LaneRules of(Generation generation, int chunk) {
        return new LaneRules(generation.lanes(), generation.timeZone(), generation.reporting(),
                Metric.among(generation.definitions()), chunk);
    }
}
