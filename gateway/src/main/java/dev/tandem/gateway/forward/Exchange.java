package dev.tandem.gateway.forward;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.tandem.gateway.problem.Problem;
import dev.tandem.gateway.problem.ProblemWriter;
import dev.tandem.gateway.problem.RequestIds;
import dev.tandem.gateway.route.Route;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;

/**
 * One request on its way to an upstream and its reply on the way back. Both bodies are piped, so the slower side sets the
 * pace. Everything runs on the event loop of the client's connection; there is no locking because there is no second
 * thread.
 */
final class Exchange {

    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final Set<String> NOT_PASSED_ON = Set.of("host", "content-length", "expect", "x-request-id");
    private static final Set<String> NOT_PASSED_BACK = Set.of("server", "x-powered-by", "x-request-id", "ratelimit",
            "ratelimit-policy");

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Route route;
    private final RequestBody body;
    private final Bounds bounds;
    private final HttpClient client;
    private final ForwardedHeaders forwarded;
    private final TraceHeaders traces;

    private final Set<String> copied = new HashSet<>();
    private @Nullable HttpClientRequest outgoing;
    private long timer = -1;
    private boolean answered;
    private boolean settled;
    private int attempts;

    Exchange(RoutingContext context, Route route, RequestBody body, Bounds bounds, HttpClient client,
            ForwardedHeaders forwarded, TraceHeaders traces) {
        this.context = context;
        this.request = context.request();
        this.response = context.response();
        this.route = route;
        this.body = body;
        this.bounds = bounds;
        this.client = client;
        this.forwarded = forwarded;
        this.traces = traces;
    }

    void start() {
        response.closeHandler(gone -> leave());
        response.exceptionHandler(gone -> leave());
        send();
    }

    private void send() {
        attempts++;
        client.request(new RequestOptions().setHost(route.upstream().getHost()).setPort(route.port()).setSsl(route.isTls())
                .setMethod(request.method()).setURI(request.uri())).onSuccess(this::sendOn).onFailure(this::fail);
    }

    private void sendOn(HttpClientRequest out) {
        if (settled) {
            out.reset();
            return;
        }
        outgoing = out;
        try {
            copyRequestHeaders(out);
        } catch (IllegalArgumentException malformed) {
            out.reset();
            settle(Problem.badRequest("invalid-header", "A header field has a character that is not allowed."));
            return;
        }
        // The failure itself arrives at the reply or at the pipe; without a handler it would be logged as an error.
        out.exceptionHandler(broken -> LOG.debugf("Request %s: %s", RequestIds.of(context), broken.getMessage()));
        out.response().onSuccess(this::answer).onFailure(this::fail);
        if (body.isEmpty()) {
            out.end();
            startTimer();
        } else {
            sendBody(out);
        }
    }

    private void sendBody(HttpClientRequest out) {
        if (body.isLengthKnown()) {
            out.putHeader("Content-Length", Long.toString(body.length()));
        } else {
            out.setChunked(true);
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            response.writeContinue();
        }
        new LimitedBody(request, bounds.maxBody()).pipe().endOnFailure(false).to(out).onSuccess(sent -> startTimer())
                .onFailure(broken -> {
                    if (broken instanceof LimitedBody.TooLarge && !answered) {
                        settle(Problem.tooLarge(bounds.maxBody()));
                    }
                    // A half body must not look like a whole one: closing the connection tells the upstream.
                    out.reset();
                });
    }

    private void startTimer() {
        if (!answered && !settled) {
            timer = vertx().setTimer(bounds.responseMillis(), late -> {
                settle(UpstreamFailures.TIMEOUT);
                reset();
            });
        }
    }

    private void answer(HttpClientResponse reply) {
        if (settled) {
            reset();
            return;
        }
        answered = true;
        cancelTimer();
        response.setStatusCode(reply.statusCode());
        copyReplyHeaders(reply);
        boolean isEarly = !request.isEnded();
        if (isEarly) {
            response.putHeader("Connection", "close");
        }
        if (HttpMethod.HEAD.equals(request.method()) || reply.statusCode() == 204 || reply.statusCode() == 304) {
            response.end().onComplete(done -> finish(isEarly));
            return;
        }
        if (reply.getHeader("Content-Length") == null) {
            response.setChunked(true);
        }
        reply.pipe().endOnFailure(false).to(response).onSuccess(done -> finish(isEarly)).onFailure(broken -> {
            LOG.debugf("Request %s: the reply broke off: %s", RequestIds.of(context), broken.getMessage());
            settled = true;
            reset();
            response.reset();
        });
    }

    /** The upstream answered without reading the whole body: what is left of it has nowhere to go. */
    private void finish(boolean isEarly) {
        settled = true;
        if (isEarly && !request.isEnded()) {
            reset();
            request.connection().close();
        }
    }

    private void fail(Throwable failure) {
        if (settled || answered) {
            return;
        }
        boolean isSafe = body.isEmpty()
                && (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method()));
        if (failure instanceof HttpClosedException && isSafe && attempts == 1) {
            // The upstream closed an idle connection just as it was used again; nothing was done with the request.
            cancelTimer();
            send();
            return;
        }
        LOG.warnf("Request %s: upstream %s failed: %s", RequestIds.of(context), route.name(), failure.toString());
        settle(UpstreamFailures.of(failure));
    }

    private void settle(Problem problem) {
        if (!settled) {
            settled = true;
            cancelTimer();
            ProblemWriter.write(context, problem);
        }
    }

    /** The client has gone: nobody needs the reply any more. */
    private void leave() {
        if (!settled) {
            settled = true;
            cancelTimer();
            reset();
        }
    }

    private void reset() {
        if (outgoing != null) {
            outgoing.reset();
        }
    }

    private void cancelTimer() {
        if (timer >= 0) {
            vertx().cancelTimer(timer);
            timer = -1;
        }
    }

    private Vertx vertx() {
        return context.vertx();
    }

    private void copyRequestHeaders(HttpClientRequest out) {
        HopByHopHeaders hop = new HopByHopHeaders(request.headers().getAll("Connection"));
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!hop.contains(name) && !NOT_PASSED_ON.contains(name) && !ForwardedHeaders.isOurs(name)
                    && traces.lets(name, request)) {
                out.headers().add(header.getKey(), header.getValue());
            }
        }
        String peer = request.connection().remoteAddress().hostAddress();
        forwarded.of(peer, request.isSSL(), String.valueOf(request.getHeader("Host")), request.headers())
                .forEach(out::putHeader);
        out.putHeader(RequestIds.HEADER, RequestIds.of(context));
    }

    private void copyReplyHeaders(HttpClientResponse reply) {
        HopByHopHeaders hop = new HopByHopHeaders(reply.headers().getAll("Connection"));
        for (Map.Entry<String, String> header : reply.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (hop.contains(name) || NOT_PASSED_BACK.contains(name)) {
                continue;
            }
            if (name.equals("location")) {
                response.putHeader("Location", ownPath(header.getValue()));
            } else {
                if (!isCopied(name)) {
                    response.headers().remove(name);
                }
                response.headers().add(header.getKey(), header.getValue());
            }
        }
    }

    /** The first value of a field replaces our default, further ones are added. */
    private boolean isCopied(String name) {
        return !copied.add(name);
    }

    /** An absolute Location that names the upstream would lead around the gateway; the path alone is right everywhere. */
    private String ownPath(String location) {
        String origin = route.upstream().getScheme() + "://" + route.upstream().getAuthority();
        if (location.startsWith(origin + "/")) {
            return location.substring(origin.length());
        }
        return location;
    }
}
