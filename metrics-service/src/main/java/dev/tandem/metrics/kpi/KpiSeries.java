package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The reply to a KPI question: the figures, and what they rest on. */
public record KpiSeries(String kpi, int version, Model model, LocalDate from, LocalDate to, String grain,
        String timeZone, @Nullable String currency, @Nullable Instant asOf, @Nullable Instant completeThrough,
        Map<String, String> positions, List<SeriesItem> series) {
}
