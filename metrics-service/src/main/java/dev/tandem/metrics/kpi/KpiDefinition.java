package dev.tandem.metrics.kpi;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One metric of one model as code: what it counts, how it may be cut and what is usual for it.
 * The version is part of every stored contribution, so a changed formula is a new version beside the old one.
 */
public record KpiDefinition(
        String id,
        Model model,
        int version,
        String name,
        String formula,
        Unit unit,
        List<Dimension> dimensions,
        List<Stat> stats,
        List<String> sourceEvents,
        @Nullable Band band,
        boolean available,
        List<String> pitfalls) {

    /** The name under which the engine keeps this metric's contributions and cells. */
    public String key() {
        return id + "@" + version;
    }

    /** The feeds whose progress a figure of this metric depends on. */
    public List<String> feeds() {
        return KpiCatalogue.feedsOf(this);
    }

    /** The path under which a single figure is asked for. */
    public String path() {
        return "/api/v1/metrics/kpis/" + model + "/" + id;
    }
}
