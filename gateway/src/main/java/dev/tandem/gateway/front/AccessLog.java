package dev.tandem.gateway.front;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.tandem.gateway.problem.RequestIds;
import dev.tandem.gateway.route.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;

/**
 * One line and one measurement per request. Without address, query, token or user: those are personal data, and the
 * request id is enough to find the rest in the service that did the work.
 */
@Singleton
class AccessLog {

    private static final Logger LOG = Logger.getLogger("dev.tandem.gateway.access");
    private static final String ROUTE = AccessLog.class.getName();

    /** Bounds of the buckets by which slow requests are told from quick ones. */
    private static final Duration[] BUCKETS = Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis).toArray(Duration[]::new);

    private final MeterRegistry meters;

    AccessLog(MeterRegistry meters) {
        this.meters = meters;
    }

    void follow(RoutingContext context) {
        long begun = System.nanoTime();
        context.addEndHandler(done -> write(context, begun, done.succeeded()));
    }

    void goesTo(RoutingContext context, Route route) {
        context.put(ROUTE, route.name());
    }

    private void write(RoutingContext context, long begun, boolean whole) {
        long nanos = System.nanoTime() - begun;
        String taken = context.<@Nullable String> get(ROUTE);
        String route = taken == null ? "gateway" : taken;
        int status = context.response().getStatusCode();
        Timer.builder("tandem.gateway.requests").tag("route", route).tag("status", status / 100 + "xx")
                .tag("whole", Boolean.toString(whole)).serviceLevelObjectives(BUCKETS).register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
        String path = RequestIds.path(context.request());
        if (!path.startsWith("/q/health")) {
            LOG.infof("%s %s %d %dms %dB route=%s request=%s%s", context.request().method(), path, status,
                    TimeUnit.NANOSECONDS.toMillis(nanos), context.response().bytesWritten(), route, RequestIds.of(context),
                    whole ? "" : " broken-off");
        }
    }
}
