package dev.tandem.metrics.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

import org.junit.jupiter.api.Test;

class PeriodSpanTest {

    private static final MonthDay JANUARY = MonthDay.of(1, 1);
    private static final MonthDay APRIL = MonthDay.of(4, 1);

    private static List<String> labels(String from, String to, Grain grain, MonthDay fiscal) {
        return span(from, to, grain, fiscal).periods().stream().map(Period::label).toList();
    }

    private static PeriodSpan span(String from, String to, Grain grain, MonthDay fiscal) {
        return PeriodSpan.of(LocalDate.parse(from), LocalDate.parse(to), grain, fiscal);
    }

    @Test
    void theTotalIsTheRangeItself() {
        assertThat(span("2017-01-01", "2018-01-01", Grain.TOTAL, JANUARY).periods()).containsExactly(
                new Period("2017-01-01/2018-01-01", LocalDate.of(2017, 1, 1), LocalDate.of(2018, 1, 1)));
    }

    @Test
    void weeksAreThoseOfIsoAndBelongToTheYearOfTheirThursday() {
        assertThat(labels("2016-12-31", "2017-01-10", Grain.WEEK, JANUARY))
                .containsExactly("2016-W52", "2017-W01", "2017-W02");
        assertThat(labels("2020-12-31", "2021-01-04", Grain.WEEK, JANUARY)).containsExactly("2020-W53");
        assertThat(labels("2018-12-31", "2019-01-01", Grain.WEEK, JANUARY)).containsExactly("2019-W01");
        assertThat(labels("2017-02-27", "2017-02-28", Grain.WEEK, JANUARY)).containsExactly("2017-W09");
    }

    @Test
    void aPeriodCutByTheRangeKeepsItsLabelAndLosesItsDays() {
        assertThat(span("2017-01-15", "2017-03-10", Grain.MONTH, JANUARY).periods()).containsExactly(
                new Period("2017-01", LocalDate.of(2017, 1, 15), LocalDate.of(2017, 2, 1)),
                new Period("2017-02", LocalDate.of(2017, 2, 1), LocalDate.of(2017, 3, 1)),
                new Period("2017-03", LocalDate.of(2017, 3, 1), LocalDate.of(2017, 3, 10)));
    }

    @Test
    void quartersYearsAndDaysAreLabelledAsPrinted() {
        assertThat(labels("2016-12-31", "2017-04-02", Grain.QUARTER, JANUARY))
                .containsExactly("2016-Q4", "2017-Q1", "2017-Q2");
        assertThat(labels("2016-12-31", "2017-04-02", Grain.YEAR, JANUARY)).containsExactly("2016", "2017");
        assertThat(labels("2016-02-28", "2016-03-02", Grain.DAY, JANUARY))
                .containsExactly("2016-02-28", "2016-02-29", "2016-03-01");
    }

    @Test
    void aFiscalYearIsNamedAfterTheYearInWhichItEnds() {
        assertThat(labels("2016-03-31", "2017-04-02", Grain.FISCAL_YEAR, APRIL))
                .containsExactly("FY2016", "FY2017", "FY2018");
        assertThat(labels("2017-01-01", "2018-01-01", Grain.FISCAL_YEAR, JANUARY)).containsExactly("FY2017");
        assertThat(labels("2016-03-31", "2017-04-01", Grain.FISCAL_QUARTER, APRIL))
                .containsExactly("FY2016-Q4", "FY2017-Q1", "FY2017-Q2", "FY2017-Q3", "FY2017-Q4");
        assertThat(span("2016-03-31", "2017-04-01", Grain.FISCAL_QUARTER, APRIL).periods().get(4))
                .isEqualTo(new Period("FY2017-Q4", LocalDate.of(2017, 1, 1), LocalDate.of(2017, 4, 1)));
    }

    @Test
    void periodsHaveNoGapsWhateverTheGrain() {
        for (Grain grain : Grain.values()) {
            List<Period> periods = span("2015-12-29", "2017-03-03", grain, APRIL).periods();
            assertThat(periods.getFirst().from()).isEqualTo("2015-12-29");
            assertThat(periods.getLast().to()).isEqualTo("2017-03-03");
            for (int i = 1; i < periods.size(); i++) {
                assertThat(periods.get(i).from()).isEqualTo(periods.get(i - 1).to());
            }
        }
    }

    @Test
    void everyDayIsFoundInItsPeriodAndNoOther() {
        PeriodSpan span = span("2017-01-15", "2017-03-10", Grain.WEEK, JANUARY);
        for (LocalDate day = span.from(); day.isBefore(span.to()); day = day.plusDays(1)) {
            Period period = span.holding(day).orElseThrow();
            assertThat(day).isAfterOrEqualTo(period.from()).isBefore(period.to());
        }
        assertThat(span.holding(LocalDate.of(2017, 1, 14))).isEmpty();
        assertThat(span.holding(LocalDate.of(2017, 3, 10))).isEmpty();
    }

    @Test
    void anEmptyRangeHasNoPeriodsButATotal() {
        assertThat(labels("2017-01-01", "2017-01-01", Grain.DAY, JANUARY)).isEmpty();
        assertThat(labels("2017-01-01", "2017-01-01", Grain.MONTH, JANUARY)).isEmpty();
        assertThat(labels("2017-01-01", "2017-01-01", Grain.TOTAL, JANUARY)).hasSize(1);
    }

    @Test
    void refusesToCutARangeIntoMorePeriodsThanAReplyHolds() {
        assertThatThrownBy(() -> span("0001-01-01", "9998-01-01", Grain.DAY, JANUARY))
                .isInstanceOf(TooManyPeriodsException.class);
    }

    @Test
    void onlyGrainsOfWholeMonthsMayBeReadByMonth() {
        assertThat(span("2017-01-01", "2018-01-01", Grain.WEEK, JANUARY).keepsMonthsWhole()).isFalse();
        assertThat(span("2017-01-01", "2018-01-01", Grain.QUARTER, JANUARY).keepsMonthsWhole()).isTrue();
        assertThat(span("2017-01-01", "2018-01-01", Grain.FISCAL_YEAR, MonthDay.of(4, 6)).keepsMonthsWhole())
                .isFalse();
    }
}
