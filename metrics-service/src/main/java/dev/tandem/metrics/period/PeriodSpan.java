package dev.tandem.metrics.period;

import static java.time.DayOfWeek.MONDAY;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The periods of one grain that make up a range {@code [from, to)}, in order and without gaps.
 * A range is cut into at most {@link #MAX_PERIODS} periods, because a reply is built in memory.
 */
public final class PeriodSpan {

    public static final int MAX_PERIODS = 10_000;

    private final Grain grain;
    private final LocalDate from;
    private final LocalDate to;
    private final MonthDay fiscalYearStart;
    private final List<Period> periods;

    private PeriodSpan(Grain grain, LocalDate from, LocalDate to, MonthDay fiscalYearStart) {
        this.grain = grain;
        this.from = from;
        this.to = to;
        this.fiscalYearStart = fiscalYearStart;
        this.periods = Collections.unmodifiableList(cut());
    }

    /** Cuts the range, or throws {@link TooManyPeriodsException} where the grain is too fine for it. */
    public static PeriodSpan of(LocalDate from, LocalDate to, Grain grain, MonthDay fiscalYearStart) {
        return new PeriodSpan(grain, from, to, fiscalYearStart);
    }

    public List<Period> periods() {
        return periods;
    }

    public Grain grain() {
        return grain;
    }

    public LocalDate from() {
        return from;
    }

    public LocalDate to() {
        return to;
    }

    public Optional<Period> labelled(String label) {
        return periods.stream().filter(period -> period.label().equals(label)).findFirst();
    }

    /** The period that holds the day, found by bisection: a reply may have thousands of periods and of cells. */
    public Optional<Period> holding(LocalDate day) {
        int low = 0;
        int high = periods.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Period period = periods.get(middle);
            if (day.isBefore(period.from())) {
                high = middle - 1;
            } else if (!day.isBefore(period.to())) {
                low = middle + 1;
            } else {
                return Optional.of(period);
            }
        }
        return Optional.empty();
    }

    /** Whether no whole calendar month is ever split between two periods, so that monthly cells may be read. */
    public boolean keepsMonthsWhole() {
        return switch (grain) {
            case DAY, WEEK -> false;
            case FISCAL_QUARTER, FISCAL_YEAR -> fiscalYearStart.getDayOfMonth() == 1;
            case TOTAL, MONTH, QUARTER, YEAR -> true;
        };
    }

    private List<Period> cut() {
        if (grain == Grain.TOTAL) {
            return List.of(new Period(from + "/" + to, from, to));
        }
        List<Period> cut = new ArrayList<>();
        for (LocalDate start = startOf(from); start.isBefore(to); start = next(start)) {
            if (cut.size() == MAX_PERIODS) {
                throw new TooManyPeriodsException(MAX_PERIODS);
            }
            LocalDate end = next(start);
            cut.add(new Period(label(start), start.isBefore(from) ? from : start, end.isAfter(to) ? to : end));
        }
        return cut;
    }

    private LocalDate startOf(LocalDate day) {
        return switch (grain) {
            case TOTAL, DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> day.withDayOfYear(1);
            case FISCAL_QUARTER -> startOfFiscalQuarter(day);
            case FISCAL_YEAR -> startOfFiscalYear(day);
        };
    }

    private LocalDate next(LocalDate start) {
        return switch (grain) {
            case TOTAL -> to;
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
            case FISCAL_QUARTER -> endOfFiscalQuarter(start);
            case FISCAL_YEAR -> fiscalYearStart.atYear(startOfFiscalYear(start).getYear() + 1);
        };
    }

    private String label(LocalDate start) {
        return switch (grain) {
            case TOTAL, DAY -> start.toString();
            case WEEK -> "%04d-W%02d".formatted(start.get(IsoFields.WEEK_BASED_YEAR),
                    start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> "%04d-%02d".formatted(start.getYear(), start.getMonthValue());
            case QUARTER -> "%04d-Q%d".formatted(start.getYear(), start.get(IsoFields.QUARTER_OF_YEAR));
            case YEAR -> "%04d".formatted(start.getYear());
            case FISCAL_QUARTER -> "FY%04d-Q%d".formatted(fiscalYear(start), fiscalQuarter(start) + 1);
            case FISCAL_YEAR -> "FY%04d".formatted(fiscalYear(start));
        };
    }

    private LocalDate startOfFiscalYear(LocalDate day) {
        LocalDate start = fiscalYearStart.atYear(day.getYear());
        return start.isAfter(day) ? fiscalYearStart.atYear(day.getYear() - 1) : start;
    }

    /** A fiscal year is named after the calendar year in which its last day lies. */
    private int fiscalYear(LocalDate day) {
        LocalDate start = startOfFiscalYear(day);
        return fiscalYearStart.atYear(start.getYear() + 1).minusDays(1).getYear();
    }

    private int fiscalQuarter(LocalDate day) {
        LocalDate start = startOfFiscalYear(day);
        int quarter = 0;
        while (quarter < 3 && !start.plusMonths(3L * (quarter + 1)).isAfter(day)) {
            quarter++;
        }
        return quarter;
    }

    private LocalDate startOfFiscalQuarter(LocalDate day) {
        return startOfFiscalYear(day).plusMonths(3L * fiscalQuarter(day));
    }

    private LocalDate endOfFiscalQuarter(LocalDate day) {
        LocalDate yearStart = startOfFiscalYear(day);
        int quarter = fiscalQuarter(day);
        return quarter == 3 ? fiscalYearStart.atYear(yearStart.getYear() + 1) : yearStart.plusMonths(3L * (quarter + 1));
    }
}
