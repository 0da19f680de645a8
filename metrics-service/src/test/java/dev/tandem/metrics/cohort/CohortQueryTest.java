package dev.tandem.metrics.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.problem.ProblemException;

class CohortQueryTest {

    private static final LocalDate NEW_YEAR = LocalDate.of(1997, 1, 1);

    @Test
    void everyMonthThatTheRangeTouchesIsACohort() {
        CohortQuery query = CohortQuery.parse(LocalDate.of(1997, 1, 15), LocalDate.of(1997, 4, 1), null, null);
        assertThat(query).isEqualTo(new CohortQuery(YearMonth.of(1997, 1), YearMonth.of(1997, 3), 13));
    }

    @Test
    void anEmptyRangeHasNoCohort() {
        CohortQuery query = CohortQuery.parse(NEW_YEAR, NEW_YEAR, "month", 1);
        assertThat(query.last()).isBefore(query.first());
    }

    @Test
    void refusesEveryBadParameterAtOnce() {
        assertThatThrownBy(() -> CohortQuery.parse(null, NEW_YEAR, "week", 0))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.violations())
                        .extracting("pointer").containsExactly("?from", "?grain", "?periods"));
    }

    @Test
    void refusesACohortThatIsNoMonth() {
        assertThatThrownBy(() -> CohortQuery.cohort("1997")).isInstanceOf(ProblemException.class);
        assertThat(CohortQuery.cohort("1997-01")).isEqualTo(YearMonth.of(1997, 1));
    }
}
