package dev.tandem.metrics.cohort;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.kpi.Model;

/** The cohort table as readers get it. */
public record CohortView(Model model, String grain, String timeZone, @Nullable Instant asOf,
        @Nullable Instant completeThrough, List<Cohort> cohorts) {

    /** One cohort: {@code active} counts customers per month from the first, {@code retention} their share in percent. */
    public record Cohort(String period, long size, List<@Nullable Long> active, List<@Nullable String> retention) {
    }
}
