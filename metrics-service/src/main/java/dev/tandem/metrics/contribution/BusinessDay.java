package dev.tandem.metrics.contribution;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.time.Precision;

/** The day on which a fact counts: its stated date where it has no finer time, else the instant's day in our zone. */
final class BusinessDay {

    private BusinessDay() {
    }

    static @Nullable LocalDate of(@Nullable Instant at, @Nullable LocalDate on, @Nullable Precision precision,
            ZoneId zone) {
        if (on != null && (precision == Precision.DAY || at == null)) {
            return on;
        }
        return at == null ? null : at.atZone(zone).toLocalDate();
    }
}
