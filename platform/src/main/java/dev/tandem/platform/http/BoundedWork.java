package dev.tandem.platform.http;

import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Refuses work over the bound at once with 503 {@code overloaded}, instead of letting every request wait. */
@ApplicationScoped
class BoundedWork {

    private final WorkConfig config;
    private final Semaphore places;

    BoundedWork(WorkConfig config) {
        this.config = config;
        this.places = new Semaphore(config.maxRequests());
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, 900);
    }

    private void admit(RoutingContext request) {
        if (isExempt(request)) {
            request.next();
        } else if (places.tryAcquire()) {
            request.addEndHandler(ended -> places.release());
            request.next();
        } else {
            refuse(request);
        }
    }

    private boolean isExempt(RoutingContext request) {
        String path = request.normalizedPath();
        return config.exemptPrefixes().stream().anyMatch(path::startsWith)
                || (HttpMethod.POST.equals(request.request().method()) && path.contains(config.uploadSegment()))
                || (HttpMethod.GET.equals(request.request().method()) && path.contains(config.exportSegment()));
    }

    private static void refuse(RoutingContext request) {
        String id = RequestIds.of(request);
        request.response().setStatusCode(503).putHeader("Retry-After", "1")
                .putHeader("Content-Type", "application/problem+json")
                .end("{\"type\":\"urn:tandem:problem:overloaded\",\"title\":\"Too busy at the moment\",\"status\":503,"
                        + "\"detail\":\"As many requests as this service can work are under way.\",\"code\":\"overloaded\","
                        + "\"requestId\":\"" + id + "\",\"errors\":[]}");
    }
}
