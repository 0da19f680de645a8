package dev.tandem.metrics.ingest;

import java.time.ZoneId;
import java.util.Set;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.generation.Generation;

/**
 * What a generation is computed by.
 *
 * @param metrics what it tells: one that was begun by older code knows fewer, and half a metric is none
 * @param baseline whether it is one, which tells nobody anything: it has neither log nor sums
 * @param origin the baseline that its lanes begin with; null for the beginning of the feeds
 * @param chunk records that one transaction re-states at most because of another one or of a rate
 */
public record LaneRules(int lanes, ZoneId zone, SortedSet<String> reporting, Set<Metric> metrics, int chunk, boolean baseline,
        Generation.@Nullable Origin origin) {

    LaneRules(int lanes, ZoneId zone, SortedSet<String> reporting, Set<Metric> metrics, int chunk) {
        this(lanes, zone, reporting, metrics, chunk, false, null);
    }

    static LaneRules of(Generation generation, int chunk) {
        return new LaneRules(generation.lanes(), generation.timeZone(), generation.reporting(),
                Metric.among(generation.definitions()), chunk, generation.state() == Generation.State.BASE,
                generation.origin());
    }

    /** What of a batch is kept. */
    LaneChanges kept(LaneChanges changes) {
        return baseline ? changes.ofBaseline() : changes;
    }
}
