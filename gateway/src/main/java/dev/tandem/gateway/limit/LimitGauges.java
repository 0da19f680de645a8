package dev.tandem.gateway.limit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the limits let through and refused, by rule and by nobody's name, and how the shared store does. */
@Singleton
class LimitGauges {

    private final MeterRegistry meters;
    private final Counter failures;

    /** Failures are shown from the start, and where there is no store, so that an alert can count on them. */
    LimitGauges(MeterRegistry meters) {
        this.meters = meters;
        this.failures = Counter.builder("tandem.gateway.limits.store.failures")
                .description("Times that the shared store of the rate limits did not answer").register(meters);
    }

    Counter requests(Policy policy, String outcome) {
        return Counter.builder("tandem.gateway.limits.requests").tag("policy", policy.label()).tag("outcome", outcome)
                .description("Requests that were counted against a rate limit").register(meters);
    }

    Counter failures() {
        return failures;
    }

    void watch(Store store) {
        Gauge.builder("tandem.gateway.limits.store.used", store, seen -> seen.isInUse() ? 1 : 0)
                .description("1 while replicas count together, 0 while the shared store does not answer").register(meters);
    }
}
