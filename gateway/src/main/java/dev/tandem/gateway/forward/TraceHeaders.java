package dev.tandem.gateway.forward;

import java.util.List;
import java.util.regex.Pattern;

import io.vertx.core.http.HttpServerRequest;

/** Which fields of a W3C trace go on to an upstream. */
final class TraceHeaders {

    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final boolean traced;

    /** @param traced whether this gateway takes part in traces; then its own step is the parent of the upstream's */
    TraceHeaders(boolean traced) {
        this.traced = traced;
    }

    /** A broken traceparent is dropped together with its tracestate, as the W3C recommendation asks. */
    boolean lets(String name, HttpServerRequest request) {
        if (!name.equals("traceparent") && !name.equals("tracestate")) {
            return true;
        }
        List<String> parents = request.headers().getAll("traceparent");
        return !traced && parents.size() == 1 && TRACE.matcher(parents.getFirst()).matches();
    }
}
