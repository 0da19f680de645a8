package dev.tandem.metrics.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class CohortTableTest {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);

    private static Map<Integer, BigInteger> counts(int... counts) {
        Map<Integer, BigInteger> byMonth = new java.util.HashMap<>();
        for (int k = 0; k < counts.length; k++) {
            byMonth.put(k, BigInteger.valueOf(counts[k]));
        }
        return byMonth;
    }

    private static List<CohortView.Cohort> table(String completeThrough, String zone) {
        return new CohortTable(Map.of(JANUARY, counts(3, 1, 2), JANUARY.plusMonths(1), counts(2, 1)), ZoneId.of(zone),
                Instant.parse(completeThrough)).cohorts(JANUARY, JANUARY.plusMonths(2), 3);
    }

    @Test
    void monthsThatHaveNotEndedAreUnknown() {
        List<CohortView.Cohort> cohorts = table("2026-04-01T00:00:00Z", "UTC");
        assertThat(cohorts.get(0)).isEqualTo(new CohortView.Cohort("2026-01", 3, List.of(3L, 1L, 2L),
                List.of("100.0000", "33.3333", "66.6667")));
        assertThat(cohorts.get(1).active()).containsExactly(2L, 1L, null);
        assertThat(cohorts.get(1).retention()).containsExactly("100.0000", "50.0000", null);
        assertThat(table("2026-03-31T23:59:59Z", "UTC").get(0).active()).containsExactly(3L, 1L, null);
    }

    @Test
    void aMonthEndsByTheCompanysClock() {
        assertThat(table("2026-03-31T17:00:00Z", "Asia/Jakarta").get(0).active()).containsExactly(3L, 1L, 2L);
        assertThat(table("2026-04-01T03:59:00Z", "America/New_York").get(0).active()).containsExactly(3L, 1L, null);
    }

    @Test
    void anEmptyCohortHasNoRetention() {
        CohortView.Cohort march = table("2026-12-01T00:00:00Z", "UTC").get(2);
        assertThat(march.size()).isZero();
        assertThat(march.active()).containsExactly(0L, 0L, 0L);
        assertThat(march.retention()).containsExactly(null, null, null);
    }

    @Test
    void aCohortEqualsItsFirstMonthEvenWhileThatMonthRuns() {
        assertThat(table("2026-02-10T00:00:00Z", "UTC").get(1).active()).containsExactly(2L, null, null);
    }
}
