package dev.tandem.platform.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;

/**
 * Between the wish that this process ends and its end ({@code quarkus.shutdown.delay}) requests are still answered, because
 * not everybody knows yet; but each reply closes its connection, so that whoever kept it open takes another replica for the
 * next request.
 */
@ApplicationScoped
class Draining {

    private static final int FIRST = 20_000;

    private volatile boolean begun;

    void begin(@Observes ShutdownDelayInitiatedEvent wish) {
        begun = true;
    }

    void install(@Observes Filters filters) {
        filters.register(context -> {
            if (begun) {
                context.response().putHeader("Connection", "close");
            }
            context.next();
        }, FIRST);
    }
}
