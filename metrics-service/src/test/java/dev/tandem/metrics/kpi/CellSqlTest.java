package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class CellSqlTest {

    private static List<CellSql.Segment> segments(String from, String to, boolean monthly) {
        return CellSql.segments(new CellQuestion("orders@1", LocalDate.parse(from), LocalDate.parse(to), monthly,
                List.of(), Map.of(), false, null, null));
    }

    private static CellSql.Segment segment(String grain, String first, String last) {
        return new CellSql.Segment(grain, LocalDate.parse(first), LocalDate.parse(last));
    }

    @Test
    void readsWholeMonthsAndTheDaysAtBothEdges() {
        assertThat(segments("2017-01-15", "2017-04-10", true)).containsExactly(
                segment("DAY", "2017-01-15", "2017-01-31"), segment("MONTH", "2017-02-01", "2017-03-31"),
                segment("DAY", "2017-04-01", "2017-04-09"));
    }

    @Test
    void readsOnlyMonthsWhereTheRangeIsMadeOfThem() {
        assertThat(segments("2017-01-01", "2018-01-01", true))
                .containsExactly(segment("MONTH", "2017-01-01", "2017-12-31"));
    }

    @Test
    void readsOnlyDaysWhereNoMonthIsWholeOrThePeriodsCutThem() {
        assertThat(segments("2017-01-15", "2017-02-14", true))
                .containsExactly(segment("DAY", "2017-01-15", "2017-02-13"));
        assertThat(segments("2017-01-01", "2017-04-01", false))
                .containsExactly(segment("DAY", "2017-01-01", "2017-03-31"));
    }

    @Test
    void readsTheDayOfWhatHasNone() {
        assertThat(CellSql.segments(new CellQuestion("pipeline_value@1", CellQuestion.UNDATED,
                CellQuestion.UNDATED.plusDays(1), true, List.of(), Map.of(), true, null, null)))
                .containsExactly(segment("DAY", "9999-12-31", "9999-12-31"));
    }
}
