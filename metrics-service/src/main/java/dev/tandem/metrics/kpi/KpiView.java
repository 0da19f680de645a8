package dev.tandem.metrics.kpi;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.period.Grain;

/** A metric as the catalogue shows it. */
public record KpiView(String id, Model model, int version, String name, String formula, String unit,
        List<String> grains, List<String> dimensions, List<String> stats, List<String> sourceEvents,
        @Nullable Band band, boolean available, List<String> pitfalls) {

    static KpiView of(KpiDefinition kpi) {
        return new KpiView(kpi.id(), kpi.model(), kpi.version(), kpi.name(), kpi.formula(), kpi.unit().text(),
                Arrays.stream(Grain.values()).map(Grain::text).toList(),
                kpi.dimensions().stream().map(Dimension::text).toList(), kpi.stats().stream().map(Stat::text).toList(),
                kpi.sourceEvents(), kpi.band(), kpi.available(), kpi.pitfalls());
    }
}
