package dev.tandem.gateway.forward;

import java.util.List;
import java.util.Optional;

import io.vertx.core.http.HttpServerRequest;

/** How the body of a request is framed. Only framings that no two servers can read differently are let in. */
record RequestBody(long length) {

    static final long UNKNOWN = -1;

    /** Empty when the framing is ambiguous. */
    static Optional<RequestBody> of(HttpServerRequest request) {
        List<String> lengths = request.headers().getAll("Content-Length");
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        if (lengths.size() > 1 || codings.size() > 1 || !lengths.isEmpty() && !codings.isEmpty()) {
            return Optional.empty();
        }
        if (!codings.isEmpty()) {
            return codings.getFirst().equalsIgnoreCase("chunked") ? Optional.of(new RequestBody(UNKNOWN)) : Optional.empty();
        }
        if (lengths.isEmpty()) {
            return Optional.of(new RequestBody(0));
        }
        String length = lengths.getFirst();
        if (length.isEmpty() || length.length() > 18 || !length.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new RequestBody(Long.parseLong(length)));
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isLengthKnown() {
        return length != UNKNOWN;
    }
}
