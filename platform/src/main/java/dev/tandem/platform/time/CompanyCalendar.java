package dev.tandem.platform.time;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Turns instants into the company's days and days into business time. */
@ApplicationScoped
public class CompanyCalendar {

    private final ZoneId zone;
    private final String currency;
    private final int fiscalMonth;
    private final Clock clock;

    @Inject
    CompanyCalendar(CompanyConfig config, Clock clock) {
        this(config.timeZone(), config.currency(), Integer.parseInt(config.fiscalYearStart()), clock);
    }

    /** For tests and for code outside a container. */
    public CompanyCalendar(ZoneId zone, String currency, int fiscalMonth, Clock clock) {
        this.zone = zone;
        this.currency = currency;
        this.fiscalMonth = fiscalMonth;
        this.clock = clock;
    }

    public ZoneId zone() {
        return zone;
    }

    public String currency() {
        return currency;
    }

    /** First day of the fiscal year. */
    public MonthDay fiscalYearStart() {
        return MonthDay.of(fiscalMonth, 1);
    }

    public LocalDate today() {
        return dayOf(clock.instant());
    }

    public LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    public BusinessTime at(Instant instant) {
        return new BusinessTime(instant, dayOf(instant), Precision.INSTANT);
    }

    /** For a source that gives only a date: the start of that day in the company's zone. */
    public BusinessTime on(LocalDate day) {
        return new BusinessTime(day.atStartOfDay(zone).toInstant(), day, Precision.DAY);
    }
}
