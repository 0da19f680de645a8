package dev.tandem.metrics.cohort;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.kpi.CustomerCohorts;

/** Lays sizes and activity out by cohort; a month that has not ended yet is unknown, not zero. */
final class CohortTable {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 4;

    private final Map<YearMonth, Map<Integer, BigInteger>> active;
    private final ZoneId zone;
    private final @Nullable Instant completeThrough;

    /** @param active customers by cohort and month index */
    CohortTable(Map<YearMonth, Map<Integer, BigInteger>> active, ZoneId zone, @Nullable Instant completeThrough) {
        this.active = active;
        this.zone = zone;
        this.completeThrough = completeThrough;
    }

    List<CohortView.Cohort> cohorts(YearMonth first, YearMonth last, int periods) {
        List<CohortView.Cohort> cohorts = new ArrayList<>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            cohorts.add(cohort(month, periods));
        }
        return cohorts;
    }

    private CohortView.Cohort cohort(YearMonth month, int periods) {
        Map<Integer, BigInteger> counts = active.getOrDefault(month, Map.of());
        BigInteger size = counts.getOrDefault(0, BigInteger.ZERO);
        List<@Nullable Long> cells = new ArrayList<>();
        List<@Nullable String> retention = new ArrayList<>();
        for (int k = 0; k < periods; k++) {
            boolean known = CustomerCohorts.isKnown(month, k, zone, completeThrough);
            BigInteger count = counts.getOrDefault(k, BigInteger.ZERO);
            cells.add(known ? count.longValueExact() : null);
            retention.add(known ? retention(count, size) : null);
        }
        return new CohortView.Cohort(month.toString(), size.longValueExact(), cells, retention);
    }

    static @Nullable String retention(BigInteger count, BigInteger size) {
        return size.signum() == 0 ? null
                : new BigDecimal(count).multiply(HUNDRED).divide(new BigDecimal(size), DECIMALS, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
