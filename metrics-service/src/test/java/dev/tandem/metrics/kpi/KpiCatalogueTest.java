package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Metric;

class KpiCatalogueTest {

    @Test
    void everyAvailableMetricIsOneThatTheEngineComputes() {
        Set<String> computed = Arrays.stream(Metric.values()).map(Metric::key).collect(Collectors.toSet());
        Set<String> promised = KpiCatalogue.all().stream().filter(KpiDefinition::available).map(KpiDefinition::key)
                .collect(Collectors.toCollection(HashSet::new));
        promised.add(KpiCatalogue.CUSTOMER_COHORT_KEY);
        assertThat(promised).isEqualTo(computed);
    }

    @Test
    void anIdBelongsToOneModelOnly() {
        List<String> ids = KpiCatalogue.all().stream().map(KpiDefinition::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void theBandOfWinningIsOnTheOpeningCohort() {
        assertThat(KpiCatalogue.find(Model.B2B, "win_rate").orElseThrow().band()).isNull();
        Band band = KpiCatalogue.find(Model.B2B, "opportunity_to_won").orElseThrow().band();
        assertThat(band).isNotNull();
        assertThat(band.low()).isEqualByComparingTo("18");
        assertThat(band.high()).isEqualByComparingTo("30");
    }
}
