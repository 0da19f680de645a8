package dev.tandem.gateway.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Writes a {@link Problem} as the whole reply, also when the request's body has not been read. */
public final class ProblemWriter {

    /** How long a client may go on sending a body that was refused before the connection is closed. */
    private static final long DRAIN_MILLIS = 2_000;

    private ProblemWriter() {
    }

    public static void write(RoutingContext context, Problem problem) {
        write(context, problem, false);
    }

    /** Writes the problem as the last reply of this connection, because the request itself was not readable. */
    public static void writeLast(RoutingContext context, Problem problem) {
        write(context, problem, true);
    }

    private static void write(RoutingContext context, Problem problem, boolean isLast) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:tandem:problem:" + problem.code());
        document.put("title", problem.title());
        document.put("status", problem.status());
        document.put("detail", problem.detail());
        document.put("instance", RequestIds.path(context.request()));
        document.put("code", problem.code());
        document.put("requestId", RequestIds.of(context));
        document.put("errors", List.of());
        response.headers().remove("Content-Length").remove("Transfer-Encoding");
        response.setChunked(false).setStatusCode(problem.status()).putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store");
        problem.headers().forEach(response::putHeader);
        HttpServerRequest request = context.request();
        boolean unread = !request.isEnded();
        if (unread || isLast) {
            response.putHeader("Connection", "close");
            Farewells.say(request.connection());
        }
        response.end(new JsonObject(document).toBuffer())
                .onComplete(sent -> {
                    if (isLast && !unread) {
                        request.connection().close();
                    }
                });
        if (unread) {
            drain(context);
        }
    }

    /**
     * Throws the rest of the body away for a moment. Closing at once would reset the connection and many clients would
     * then lose the very reply that says why.
     */
    private static void drain(RoutingContext context) {
        HttpServerRequest request = context.request();
        long timer = context.vertx().setTimer(DRAIN_MILLIS, late -> request.connection().close());
        Runnable done = () -> {
            if (context.vertx().cancelTimer(timer)) {
                request.connection().close();
            }
        };
        request.handler(ignored -> {
        });
        request.endHandler(end -> done.run());
        request.exceptionHandler(gone -> done.run());
        request.resume();
    }
}
