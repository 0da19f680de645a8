package dev.tandem.gateway.front;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.tandem.gateway.forward.ClientAddresses;
import dev.tandem.gateway.forward.Forwarder;
import dev.tandem.gateway.limit.Callers;
import dev.tandem.gateway.limit.Limits;
import dev.tandem.gateway.limit.Policy;
import dev.tandem.gateway.problem.Farewells;
import dev.tandem.gateway.problem.Problem;
import dev.tandem.gateway.problem.ProblemWriter;
import dev.tandem.gateway.problem.RequestIds;
import dev.tandem.gateway.route.PathRules;
import dev.tandem.gateway.route.Route;
import dev.tandem.gateway.route.RouteTable;
import dev.tandem.gateway.security.BearerToken;
import dev.tandem.gateway.security.Caller;
import dev.tandem.gateway.security.TokenVerifier;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Sees every request first and decides in a fixed order: header size, method, path, token, rate, owner. Default: not here. */
@Singleton
class FrontDoor {

    private static final int FIRST = 10_000;
    private static final String ALLOWED = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final Set<String> METHODS = Set.of(ALLOWED.split(", "));

    private final RouteTable routes;
    private final TokenVerifier tokens;
    private final ClientAddresses addresses;
    private final Limits limits;
    private final Forwarder forwarder;
    private final AccessLog log;
    private final int maxHeaderBlock;

    FrontDoor(RouteTable routes, TokenVerifier tokens, ClientAddresses addresses, Limits limits, Forwarder forwarder,
            AccessLog log,
            @ConfigProperty(name = "tandem.gateway.max-header-block", defaultValue = "16384") int maxHeaderBlock) {
        this.routes = routes;
        this.tokens = tokens;
        this.addresses = addresses;
        this.limits = limits;
        this.forwarder = forwarder;
        this.log = log;
        this.maxHeaderBlock = maxHeaderBlock;
    }

    void install(@Observes Filters filters) {
        filters.register(this::enter, FIRST);
    }

    /**
     * The router itself refuses a target without a slash at its begin (CONNECT, OPTIONS *) and a request without Host,
     * before any filter. Such a connection is closed: who speaks like this has nothing more to say here.
     */
    void installRefusal(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            HttpServerRequest request = context.request();
            if (request.authority() == null || PathRules.refuse(request.uri()).isPresent()) {
                refuseUnread(context);
            } else {
                context.next();
            }
        });
    }

    private static void refuseUnread(RoutingContext context) {
        HttpServerRequest request = context.request();
        SecurityHeaders.put(context.response());
        if (request.authority() == null) {
            ProblemWriter.writeLast(context, Problem.badRequest("invalid-host", "Exactly one valid Host is needed."));
        } else if (!METHODS.contains(request.method().name())) {
            ProblemWriter.writeLast(context, Problem.methodNotAllowed(ALLOWED));
        } else {
            ProblemWriter.writeLast(context,
                    PathRules.refuse(request.uri()).map(Problem::badPath).orElseGet(Problem::notFound));
        }
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        if (Farewells.saidTo(request.connection())) {
            request.connection().close();
            return;
        }
        RequestIds.of(context);
        SecurityHeaders.put(context.response());
        log.follow(context);
        Optional<Problem> refused = refuse(request);
        if (refused.isPresent()) {
            ProblemWriter.writeLast(context, refused.get());
            return;
        }
        String path = RequestIds.path(request);
        Optional<Route> owner = routes.owner(path);
        if (path.equals("/api") || path.startsWith("/api/")) {
            enterApi(context, owner);
        } else if (OwnPaths.contains(path)) {
            OwnPaths.limitOf(path).ifPresentOrElse(policy -> byAddress(context, policy, () -> enterOwn(context, path)),
                    () -> enterOwn(context, path));
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
        if (request.headers().contains("")) {
            return Optional.of(Problem.badRequest("invalid-header", "A header field has no name."));
        }
        if (!METHODS.contains(request.method().name())) {
            return Optional.of(Problem.methodNotAllowed(ALLOWED));
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
            refuseStranger(context, Problem.unauthenticated());
            return;
        }
        Optional<String> token = BearerToken.of(context.request().headers().getAll("Authorization"));
        if (token.isEmpty()) {
            refuseStranger(context, Problem.invalidToken());
            return;
        }
        tokens.verify(token.get())
                .onSuccess(known -> known.ifPresentOrElse(caller -> enterAs(caller, context, owner),
                        () -> refuseStranger(context, Problem.invalidToken())))
                .onFailure(context::fail);
    }

    private void enterAs(Caller caller, RoutingContext context, Optional<Route> owner) {
        Policy policy = caller.isGuest() ? Policy.GUEST : Policy.DEFAULT;
        limits.admit(context, policy, Callers.withToken(caller.issuer(), caller.subject()), () -> {
            if (owner.isEmpty()) {
                ProblemWriter.write(context, Problem.notFound());
            } else {
                log.goesTo(context, owner.get());
                forwarder.forward(context, owner.get());
            }
        });
    }

    private void refuseStranger(RoutingContext context, Problem problem) {
        byAddress(context, Policy.ANONYMOUS, () -> ProblemWriter.write(context, problem));
    }

    private void byAddress(RoutingContext context, Policy policy, Runnable admitted) {
        limits.admit(context, policy, Callers.at(addresses.of(context.request())), admitted);
    }
}
