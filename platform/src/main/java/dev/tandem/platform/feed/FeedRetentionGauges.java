package dev.tandem.platform.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Shows how much of the feeds was given up, and whether a reader that is waited for still confirms. */
@Singleton
class FeedRetentionGauges implements MeterBinder {

    private final FeedRetention retention;
    private final FeedConfig config;
    private final Clock clock;

    FeedRetentionGauges(FeedRetention retention, FeedConfig config, Clock clock) {
        this.retention = retention;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tandem.outbox.cut.days", this, FeedRetentionGauges::daysSinceCut)
                .description("Days since the last day of which only the latest events are left; NaN where all are kept")
                .register(registry);
        TimeGauge.builder("tandem.feed.confirmed", this, TimeUnit.SECONDS, FeedRetentionGauges::secondsSinceConfirmed)
                .description("Age of the oldest confirmation that is waited for; NaN where one is missing")
                .register(registry);
    }

    private double daysSinceCut() {
        return retention.last().map(cut -> (double) ChronoUnit.DAYS.between(cut.throughDay(), LocalDate.now(clock)))
                .orElse(Double.NaN);
    }

    private double secondsSinceConfirmed() {
        Map<String, Instant> confirmed = new HashMap<>();
        retention.confirmations().forEach(one -> confirmed.put(one.reader(), one.confirmedAt()));
        if (!confirmed.keySet().containsAll(config.confirmedBy())) {
            return Double.NaN;
        }
        return config.confirmedBy().stream().map(confirmed::get).min(Instant::compareTo)
                .map(oldest -> (double) Duration.between(oldest, clock.instant()).toSeconds()).orElse(Double.NaN);
    }
}
