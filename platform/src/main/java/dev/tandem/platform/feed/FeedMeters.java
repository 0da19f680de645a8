package dev.tandem.platform.feed;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Shows who waits for news, and whether a slow transaction holds the feeds back. */
@Singleton
class FeedMeters implements MeterBinder {

    private final FeedReader reader;
    private final FeedWatch watch;
    private final FeedConfig config;

    FeedMeters(FeedReader reader, FeedWatch watch, FeedConfig config) {
        this.reader = reader;
        this.watch = watch;
        this.config = config;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tandem.feed.waiting", watch, FeedWatch::waiting)
                .description("Readers that wait for news").register(registry);
        TimeGauge.builder("tandem.outbox.held", this, TimeUnit.MILLISECONDS, meters -> meters.held().toMillis())
                .description("Age of the oldest event that a slow transaction holds back").register(registry);
    }

    private Duration held() {
        Set<String> kinds = config.kinds().orElse(Set.of());
        return kinds.isEmpty() ? Duration.ZERO : reader.held(kinds);
    }
}
