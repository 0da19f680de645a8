package dev.tandem.metrics.kpi;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One figure of a series: a period, a group where one was asked for, and how far the figure can be trusted.
 * The members from {@code complete} on appear only where they have a meaning.
 */
public record SeriesItem(
        String period,
        Map<String, @Nullable String> dimensions,
        Map<String, @Nullable String> dimensionIds,
        @Nullable String value,
        @Nullable String numerator,
        @Nullable String denominator,
        PeriodState state,
        Band.Place band,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean complete,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Unconvertible> unconvertible,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long undated,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long unpriced) {
}
