package dev.tandem.platform.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The system's clock, put forward as far as a test wants. */
class ShiftedClock extends Clock {

    private volatile Duration by = Duration.ZERO;

    void forward(Duration more) {
        by = by.plus(more);
    }

    void reset() {
        by = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(by).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return Clock.systemUTC().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nobody here needs another zone");
    }
}
