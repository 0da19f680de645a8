package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.period.Grain;
import dev.tandem.metrics.period.Period;
import dev.tandem.metrics.period.PeriodSpan;

/**
 * A checked question about one metric. Filters hold the value as readers write it; empty stands for "not set".
 * The end of the range that was asked for stays known when the question is cut to one of its periods.
 */
record KpiQuery(KpiDefinition kpi, PeriodSpan span, LocalDate rangeEnd, List<Dimension> by,
        Map<Dimension, Optional<String>> filters, Stat stat, @Nullable String currency, @Nullable Instant asOf) {

    /** How long a customer is watched before he counts for repurchase. */
    private static final int REPURCHASE_DAYS = 60;

    /** Every dimension that the cells must be keyed by, an implied owner filter included. */
    Set<Dimension> dimensions(boolean ownersImplied) {
        Set<Dimension> all = EnumSet.noneOf(Dimension.class);
        all.addAll(by);
        all.addAll(filters.keySet());
        if (ownersImplied) {
            all.add(Dimension.OWNER);
        }
        return all;
    }

    /** The question about one period of this one, for the rows behind one item of the series. */
    KpiQuery within(Period period, MonthDay fiscalYearStart) {
        return new KpiQuery(kpi, PeriodSpan.of(period.from(), period.to(), Grain.TOTAL, fiscalYearStart), rangeEnd, by,
                filters, stat, currency, asOf);
    }

    /** The question whose series has this group among others. */
    KpiQuery overAllGroups() {
        Map<Dimension, Optional<String>> fixed = new EnumMap<>(Dimension.class);
        filters.forEach((dimension, value) -> {
            if (!by.contains(dimension)) {
                fixed.put(dimension, value);
            }
        });
        return new KpiQuery(kpi, span, rangeEnd, by, fixed, stat, currency, asOf);
    }

    /** The last day, excluded, whose facts may count: a metric that needs time to pass counts no younger ones. */
    LocalDate countedTo(LocalDate horizon) {
        if (!kpi.id().equals(KpiCatalogue.REPURCHASE_60D)) {
            return span.to();
        }
        LocalDate lastKnown = horizon.isBefore(rangeEnd.minusDays(1)) ? horizon : rangeEnd.minusDays(1);
        LocalDate mature = lastKnown.minusDays(REPURCHASE_DAYS).plusDays(1);
        return mature.isBefore(span.to()) ? mature : span.to();
    }

    /** Text that is equal for equal questions: part of an entity tag. */
    String text() {
        return String.join("|", kpi.model().name(), kpi.key(), span.from().toString(), span.to().toString(),
                span.grain().text(), by.toString(), new TreeMap<>(filters).toString(), stat.text(),
                String.valueOf(currency), String.valueOf(asOf));
    }
}
