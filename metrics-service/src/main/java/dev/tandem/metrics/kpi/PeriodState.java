package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/** How far a reader may trust that a period's figure stays as it is. */
public enum PeriodState {
    /** Facts of the period may still arrive in the ordinary course. */
    OPEN,
    /** The period is over, and so is the day given to stragglers. */
    SETTLED,
    /** It was settled, and something learnt later changed it. */
    RESTATED;

    /** Days after the end of a period that late facts have before a change counts as a restatement. */
    static final int SETTLE_AFTER_DAYS = 1;

    /** The instant at which a period ending on this (excluded) day settles, by the company's calendar. */
    static Instant settlesAt(LocalDate end, ZoneId zone) {
        return end.plusDays(SETTLE_AFTER_DAYS).atStartOfDay(zone).toInstant();
    }

    static PeriodState of(LocalDate end, ZoneId zone, @Nullable Instant completeThrough, boolean changedAfterSettling) {
        if (completeThrough == null || settlesAt(end, zone).isAfter(completeThrough)) {
            return OPEN;
        }
        return changedAfterSettling ? RESTATED : SETTLED;
    }
}
