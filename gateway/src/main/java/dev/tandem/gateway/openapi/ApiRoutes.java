package dev.tandem.gateway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.gateway.problem.Problem;
import dev.tandem.gateway.problem.ProblemWriter;
import dev.tandem.gateway.route.Route;
import dev.tandem.gateway.route.RouteTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /openapi}: the merged document. It is made of the services' own and kept for a minute. When a service is
 * away its last known part is used; when there never was one the answer is 503, because a document with a hole would look
 * whole.
 */
@Singleton
class ApiRoutes {

    private static final Logger LOG = Logger.getLogger(ApiRoutes.class);
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final long TIMEOUT_MILLIS = 5_000;
    private static final Problem INCOMPLETE = new Problem(503, "openapi-incomplete",
            "A service did not give its part of the document; try again shortly.", Map.of("Retry-After", "5"));

    private final RouteTable routes;
    private final HttpClient client;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode own;
    private final Map<String, ObjectNode> parts = new HashMap<>();
    private @Nullable String merged;
    private Instant stale = Instant.MIN;

    ApiRoutes(RouteTable routes, Vertx vertx, Clock clock) {
        this.routes = routes;
        this.clock = clock;
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(2_000)
                .setIdleTimeout((int) TIMEOUT_MILLIS).setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
        try (InputStream file = ApiRoutes.class.getResourceAsStream("/gateway-openapi.json")) {
            this.own = (ObjectNode) json.readTree(Objects.requireNonNull(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void install(@Observes Router router) {
        router.route("/openapi").handler(this::serve);
    }

    private void serve(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
            ProblemWriter.write(context, Problem.methodNotAllowed("GET, HEAD"));
            return;
        }
        String known = known();
        if (known != null) {
            write(context, known);
            return;
        }
        List<Future<ObjectNode>> fetched = new ArrayList<>();
        for (Route route : routes.routes()) {
            fetched.add(fetch(route));
        }
        Future.join(fetched).onComplete(done -> {
            String document = mergeKnown(done.succeeded());
            if (document == null) {
                ProblemWriter.write(context, INCOMPLETE);
            } else {
                write(context, document);
            }
        });
    }

    private synchronized @Nullable String known() {
        return clock.instant().isBefore(stale) ? merged : null;
    }

    private Future<ObjectNode> fetch(Route route) {
        return client
                .request(new RequestOptions().setHost(route.upstream().getHost()).setPort(route.port()).setSsl(route.isTls())
                        .setURI("/q/openapi?format=json").putHeader("Accept", "application/json").setTimeout(TIMEOUT_MILLIS))
                .compose(request -> request.send()).compose(reply -> read(route, reply))
                .onFailure(away -> LOG.warnf("The API document of %s cannot be had: %s", route.name(), away.toString()));
    }

    private Future<ObjectNode> read(Route route, HttpClientResponse reply) {
        if (reply.statusCode() != 200) {
            return Future.failedFuture("status " + reply.statusCode());
        }
        return reply.body().compose(body -> {
            try {
                if (json.readTree(body.getBytes()) instanceof ObjectNode document && document.has("paths")) {
                    keep(route, document);
                    return Future.succeededFuture(document);
                }
            } catch (IOException broken) {
                return Future.failedFuture(broken);
            }
            return Future.failedFuture("no OpenAPI document");
        });
    }

    private synchronized void keep(Route route, ObjectNode document) {
        parts.put(route.name(), document);
    }

    private synchronized @Nullable String mergeKnown(boolean isFresh) {
        List<ApiDocument> documents = new ArrayList<>();
        for (Route route : routes.routes()) {
            ObjectNode part = parts.get(route.name());
            if (part == null) {
                return null;
            }
            documents.add(new ApiDocument(route.name(), route.prefix(), part));
        }
        merged = ApiMerge.merge(own, documents).toPrettyString();
        stale = clock.instant().plus(isFresh ? KEPT : Duration.ofSeconds(5));
        return merged;
    }

    private static void write(RoutingContext context, String document) {
        context.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-cache").end(document);
    }
}
