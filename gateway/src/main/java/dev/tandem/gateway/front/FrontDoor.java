package dev.tandem.gateway.front;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.tandem.gateway.forward.Forwarder;
import dev.tandem.gateway.problem.Problem;
import dev.tandem.gateway.problem.ProblemWriter;
import dev.tandem.gateway.problem.RequestIds;
import dev.tandem.gateway.route.PathRules;
import dev.tandem.gateway.route.Route;
import dev.tandem.gateway.route.RouteTable;
import dev.tandem.gateway.security.BearerToken;
import dev.tandem.gateway.security.TokenVerifier;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Sees every request first and decides in a fixed order: header size, method, path, owner, token. Default: not here. */
@Singleton
class FrontDoor {

    private static final int FIRST = 10_000;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final RouteTable routes;
    private final TokenVerifier tokens;
    private final Forwarder forwarder;
    private final AccessLog log;
    private final int maxHeaderBlock;

    FrontDoor(RouteTable routes, TokenVerifier tokens, Forwarder forwarder, AccessLog log,
            @ConfigProperty(name = "tandem.gateway.max-header-block", defaultValue = "16384") int maxHeaderBlock) {
        this.routes = routes;
        this.tokens = tokens;
        this.forwarder = forwarder;
        this.log = log;
        this.maxHeaderBlock = maxHeaderBlock;
    }

    void install(@Observes Filters filters) {
        filters.register(this::enter, FIRST);
    }

    /** Some targets are refused by the router itself, before any filter. */
    void installRefusal(@Observes Router router) {
        router.errorHandler(400, context -> {
            SecurityHeaders.put(context.response());
            ProblemWriter.write(context, Problem.badPath("The request target cannot be read."));
        });
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        RequestIds.of(context);
        SecurityHeaders.put(context.response());
        log.follow(context);
        Optional<Problem> refused = refuse(request);
        if (refused.isPresent()) {
            ProblemWriter.write(context, refused.get());
            return;
        }
        String path = RequestIds.path(request);
        Optional<Route> owner = routes.owner(path);
        if (path.equals("/api") || path.startsWith("/api/")) {
            enterApi(context, owner);
        } else if (OwnPaths.contains(path)) {
            enterOwn(context, path);
        } else {
            ProblemWriter.write(context, Problem.notFound());
        }
    }

    private static void enterOwn(RoutingContext context, String path) {
        if (!path.startsWith("/auth/")) {
            context.request().resume();
        }
        if (path.equals("/") || path.startsWith("/docs/")) {
            // The pages name the scripts by their content; an old page would ask for scripts that are gone.
            context.addHeadersEndHandler(head -> context.response().putHeader("Cache-Control", "no-cache"));
        }
        context.next();
    }

    private Optional<Problem> refuse(HttpServerRequest request) {
        if (headerBlock(request) > maxHeaderBlock) {
            return Optional.of(new Problem(431, "header-too-large", "The header fields are larger than " + maxHeaderBlock
                    + " bytes together."));
        }
        if (!METHODS.contains(request.method().name())) {
            return Optional.of(Problem.methodNotAllowed("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
        }
        return PathRules.refuse(request.uri()).map(Problem::badPath);
    }

    private static int headerBlock(HttpServerRequest request) {
        int size = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        return size;
    }

    /** The token is asked for before the owner, so that a stranger learns nothing about what exists. */
    private void enterApi(RoutingContext context, Optional<Route> owner) {
        if (!context.request().headers().contains("Authorization")) {
            ProblemWriter.write(context, Problem.unauthenticated());
            return;
        }
        Optional<String> token = BearerToken.of(context.request().headers().getAll("Authorization"));
        if (token.isEmpty()) {
            ProblemWriter.write(context, Problem.invalidToken());
            return;
        }
        tokens.verify(token.get()).onSuccess(caller -> {
            if (caller.isEmpty()) {
                ProblemWriter.write(context, Problem.invalidToken());
            } else if (owner.isEmpty()) {
                ProblemWriter.write(context, Problem.notFound());
            } else {
                log.goesTo(context, owner.get());
                forwarder.forward(context, owner.get());
            }
        }).onFailure(context::fail);
    }
}
